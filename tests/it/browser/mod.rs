//! The pages in a real browser: headless Chromium, driven through chromedriver. `scripts/test` installs both, and the
//! accessibility checks, where they are missing.

mod accessibility;
mod desk;
mod driver;
mod hostile;
mod library;
mod library_upkeep;
mod loading;
mod reports;
mod runs;
mod sign_in;
mod tickets;
mod writing;
