//! The maintainer's journey on the command line.

use std::path::Path;

use crate::support::program::{Ran, fenzhen, run};

use super::fixture::{DRAFT, MODEM, RED_LIGHT, Small, draft, modem};

fn kb(small: &Small, args: &[&str]) -> Ran {
    run(&mut fenzhen(small.folder.path(), &[&["kb"], args].concat()))
}

/// The output of a command that says no.
#[track_caller]
fn no(ran: Ran) -> String {
    assert_eq!(ran.code, Some(1), "{ran:?}");
    ran.stdout
}

fn write(small: &Small, name: &str, content: &str) {
    std::fs::write(small.folder.path().join(name), content).expect("a file");
}

#[test]
fn a_new_entry_is_drafted_saved_listed_and_published() {
    let small = Small::new();
    let template = kb(&small, &["new", "telecom/router"]).ok();
    for key in ["title", "symptoms", "[[steps]]", "[[cases]]", "fenzhen kb publish"] {
        assert!(template.contains(key), "the template teaches {key}");
    }
    assert!(kb(&small, &["new", "telecom/router", "--save"]).ok().contains("revision 2"));
    assert_eq!(kb(&small, &["show", "telecom/router"]).ok(), template);
    let blocked = no(kb(&small, &["publish", "telecom/router"]));
    assert!(blocked.contains("too-few-cases") && blocked.contains("not done"), "{blocked}");
    write(&small, "router.toml", &draft("路由器坏了", "路由器"));
    let edit = ["edit", "telecom/router", "--file", "router.toml", "--note", "写完", "--author", "li"];
    assert!(kb(&small, &edit).ok().contains("revision 3"));
    let listed = kb(&small, &["list", "--status", "draft"]).ok();
    assert!(listed.contains("telecom/router") && listed.contains(DRAFT) && !listed.contains(MODEM), "{listed}");
    assert!(kb(&small, &["publish", "telecom/router", "--dry-run", "--waive", "x"]).stdout.contains("a dry run"));
    let published = kb(&small, &["publish", "telecom/router", "--waive", "小库", "--note", "新增"]).ok();
    assert!(published.contains("impact: 0 of the last 0 tickets move") && published.contains("revision 4"), "{published}");
    let history = kb(&small, &["history", "telecom/router"]).ok();
    assert!(history.contains("waived: case-fails") && history.contains("小库"), "what was let pass stays on record: {history}");
    let lines: Vec<&str> = history.lines().filter(|line| !line.contains("waived:")).collect();
    assert_eq!(lines.len(), 3, "{history}");
    assert!(
        lines[0].contains("新增") && lines[1].contains("写完") && lines[1].contains("li") && lines[2].contains("cli"),
        "{history}"
    );
}

#[test]
fn an_entry_is_retired_compared_and_brought_back() {
    let small = Small::new();
    let ask =
        |options: &[&str]| run(&mut fenzhen(small.folder.path(), &[&["suggest", "--json"], options, &[RED_LIGHT]].concat())).ok();
    assert!(kb(&small, &["retire", MODEM]).ok().contains("revision 2"));
    assert!(!ask(&[]).contains(MODEM) && ask(&["--as-of", "1"]).contains(MODEM));
    assert_eq!(no(kb(&small, &["diff", MODEM, "1", "2"])), "status\n  - published\n  + retired\n");
    assert!(kb(&small, &["rollback", MODEM, "1"]).ok().contains("revision 3"));
    assert_eq!(kb(&small, &["show", MODEM]).ok(), modem());
    assert!(kb(&small, &["diff", MODEM, "1", "3"]).ok().contains("no difference"));
    let refused = kb(&small, &["rollback", MODEM, "9"]).refused();
    assert!(refused.contains("no revision 9"), "{refused}");
}

#[test]
fn the_library_is_compared_with_a_folder_field_by_field() {
    let small = Small::new();
    let pack = small.folder.path().join("pack");
    kb(&small, &["export", "pack"]).ok();
    assert!(kb(&small, &["diff", "pack"]).ok().contains("no difference"));
    let entry = pack.join(format!("entries/{MODEM}.toml"));
    std::fs::write(&entry, modem().replace("5m", "10m")).expect("a file");
    std::fs::remove_file(pack.join("lexicon/synonyms.txt")).expect("a file");
    std::fs::write(pack.join("entries/telecom/new.toml"), draft("新的", "机顶盒")).expect("a file");
    let told = no(kb(&small, &["diff", "pack"]));
    for words in ["steps[0].within", "- 5m", "+ 10m", "synonyms.txt  only in the library", "new.toml  only in the folder"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(kb(&small, &["diff", "nowhere"]).refused().contains("not a folder"));
    assert!(Path::new(&entry).is_file());
}

#[test]
fn a_published_entry_changes_through_publishing_only_and_the_impact_is_readable() {
    let small = Small::new();
    write(&small, "modem.toml", &modem().replace("光猫红灯", "光猫红灯断网"));
    let refused = kb(&small, &["edit", MODEM, "--file", "modem.toml"]).refused();
    assert!(refused.contains("is published"), "{refused}");
    let file = format!("entries/{MODEM}.toml=modem.toml");
    assert!(kb(&small, &["publish", "--file", &file, "--edited-from", "1"]).ok().contains("revision 2"));
    write(&small, "modem.toml", &modem());
    let lost = no(kb(&small, &["publish", "--file", &file, "--edited-from", "1"]));
    assert!(lost.contains("made from revision 1") && lost.contains("光猫红灯断网"), "{lost}");
    let refused = kb(&small, &["publish", "--file", "../../x=modem.toml"]).refused();
    assert!(refused.contains("not a file of a pack"), "{refused}");
}
