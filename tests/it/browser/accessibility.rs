//! No page has a serious accessibility finding, in either theme, on a desk or a phone.

use crate::support::service::{Service, shared};

use super::driver::{Browser, DESK, Looks, PHONE};

#[test]
fn the_desk_is_accessible_in_both_themes_empty_or_not() {
    for (dark, looks) in [(false, DESK), (true, Looks { dark: true, ..PHONE }), (true, Looks { dark: true, ..DESK })] {
        let browser = Browser::open(shared(), &looks);
        browser.go("/");
        assert_eq!(browser.value("matchMedia('(prefers-color-scheme: dark)').matches"), dark);
        browser.must_be_accessible("the empty desk");
        browser.click("#empty li:nth-child(1) button");
        browser.wait("document.querySelector('#verdict')");
        browser.must_be_accessible("a suggestion");
        if dark && looks.width > 500 {
            browser.picture("dark");
        }
        browser.click("[data-verdict=corrected]");
        browser.wait("document.querySelector('[role=option]')");
        browser.must_be_accessible("the list to correct from");
    }
}

#[test]
fn the_other_pages_are_accessible() {
    let service = Service::start(&[]);
    for looks in [DESK, Looks { dark: true, ..PHONE }] {
        let browser = Browser::open(&service, &looks);
        for path in ["/sign-in", "/tokens", "/nowhere"] {
            browser.go(path);
            browser.must_be_accessible(path);
            assert!(!browser.text("h1").is_empty());
        }
    }
}
