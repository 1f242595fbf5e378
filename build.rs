//! The pack inside the program is read when the crate is compiled; a file added to `kb/` must compile it again.

fn main() {
    println!("cargo::rerun-if-changed=kb");
}
