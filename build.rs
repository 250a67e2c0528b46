//! Picks what is served at `/`: the web client as it was built, or the page that says that there is
//! none. It never runs npm and never touches the network.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    let built = Path::new("web/dist");
    // Cargo would look again at every build for a folder that is missing.
    fs::create_dir_all(built)?;
    println!("cargo::rerun-if-changed=web/dist");
    println!("cargo::rerun-if-changed=assets/welcome.html");
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo gives no OUT_DIR"))?;
    let client = Path::new(&out).join("client");
    if client.exists() {
        fs::remove_dir_all(&client)?;
    }
    if built.join("index.html").exists() {
        copy(built, &client)
    } else {
        fs::create_dir_all(&client)?;
        fs::copy("assets/welcome.html", client.join("welcome.html")).map(drop)
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy(&from, &to)?;
        } else {
            fs::copy(&from, &to)?;
        }
    }
    Ok(())
}
