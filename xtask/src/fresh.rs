//! `cargo xtask fresh`: both commands of the README on a bare Debian 12, as a newcomer meets them.

use crate::root;
use crate::steps::Steps;
use crate::tools::{apt_install, find, output, run, target_folder};
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

const RELEASE: &str = "bookworm";
/// What a Rust compiler and a clone need, whichever way they are installed.
const PACKAGES: &str = "ca-certificates gcc git libc6-dev";
/// Where things are inside of the new root.
const CHECKOUT: &str = "srv/okolica";
const RUST: &str = "opt/rust";
/// What apt, cargo, npm and pip are told on this machine: packages come the same way in the root.
const CONFIGURATION: [&str; 10] = [
    "/etc/apt/apt.conf.d",
    "/etc/apt/keyrings",
    "/etc/apt/sources.list",
    "/etc/apt/sources.list.d",
    "/etc/hosts",
    "/etc/pip.conf",
    "/etc/resolv.conf",
    "/etc/ssl/certs",
    "/usr/local/share/ca-certificates",
    "/usr/share/keyrings",
];
const OF_HOME: [&str; 3] = [".cargo/config.toml", ".config/pip/pip.conf", ".npmrc"];

/// A command of the README.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Readme {
    Serve,
    Test,
}

/// Makes the root anew, clones HEAD into it and runs the README's commands there, or `only` one of
/// them; what is mounted belongs to the commands' own namespace and ends with them. Needs root, a
/// network and some 15 GB below the target folder, which are free again unless something failed.
pub(crate) fn fresh(only: Option<Readme>) -> Result<()> {
    let commands: Vec<Readme> = [Readme::Serve, Readme::Test]
        .into_iter()
        .filter(|command| only.is_none_or(|only| only == *command))
        .collect();
    let is_root = output(Command::new("id").arg("-u"))?.trim() == "0";
    ensure!(is_root, "debootstrap and chroot need root");
    let mut steps = Steps::new(3 + commands.len());
    steps.next("a bare Debian 12");
    let machine = Machine::new()?;
    steps.next("cargo, node and apt");
    machine.equip()?;
    steps.next("a clone of HEAD");
    machine.clone_head()?;
    let mut failed = Vec::new();
    for command in commands {
        let (name, done) = match command {
            Readme::Serve => {
                steps.next("cargo xtask serve");
                ("cargo xtask serve", machine.serve())
            }
            Readme::Test => {
                steps.next("cargo xtask test");
                ("cargo xtask test", machine.test())
            }
        };
        if let Err(error) = done {
            eprintln!("{name} failed: {error:#}");
            failed.push(name);
        }
    }
    if !failed.is_empty() {
        let place = machine.root.display();
        bail!(
            "{} failed; the machine is kept in {place}",
            failed.join(" and ")
        );
    }
    fs::remove_dir_all(&machine.root)?;
    steps.done("a newcomer gets as far as the README says");
    Ok(())
}

/// A Debian of its own in a folder.
struct Machine {
    root: PathBuf,
    /// The compiler's folder on this machine.
    rust: String,
}

impl Machine {
    fn new() -> Result<Self> {
        if find("debootstrap").is_none() {
            apt_install(&["debootstrap".to_owned()])?;
        }
        let root = target_folder()?.join("fresh");
        if root.exists() {
            fs::remove_dir_all(&root)?;
        }
        run(Command::new("debootstrap")
            .args(["--variant=minbase", RELEASE])
            .arg(&root)
            .arg(mirror()?)
            .stdout(Stdio::null()))?;
        let rust = output(Command::new("rustc").args(["--print", "sysroot"]))?;
        Ok(Self {
            root,
            rust: rust.trim().to_owned(),
        })
    }

    fn equip(&self) -> Result<()> {
        // debootstrap's own list would stand beside those of this machine.
        fs::remove_file(self.root.join("etc/apt/sources.list"))?;
        for path in CONFIGURATION {
            self.copy(Path::new(path), path)?;
        }
        let home = std::env::var_os("HOME").unwrap_or_else(|| "/root".into());
        for path in OF_HOME {
            self.copy(&Path::new(&home).join(path), &format!("root/{path}"))?;
        }
        let node = find("node").context("node is not installed here")?;
        let node = fs::canonicalize(node)?;
        let npm = fs::canonicalize(find("npm").context("npm is not installed here")?)?;
        // npm-cli.js lies in the folder `bin` of the package.
        let npm = npm.ancestors().nth(2).context("npm is in no package")?;
        self.copy(&node, "usr/local/bin/node")?;
        self.copy(npm, "usr/local/lib/node_modules/npm")?;
        for name in ["npm", "npx"] {
            std::os::unix::fs::symlink(
                format!("../lib/node_modules/npm/bin/{name}-cli.js"),
                self.root.join("usr/local/bin").join(name),
            )?;
        }
        fs::create_dir_all(self.root.join(RUST))?;
        let packages = format!(
            "apt-get -q update && apt-get -q install -y --no-install-recommends {PACKAGES} && \
             cargo --version && node --version && npm --version"
        );
        run(&mut self.command(&packages))
    }

    /// Copies a file or folder of this machine, if it is there, over that of the root.
    fn copy(&self, from: &Path, to: &str) -> Result<()> {
        if !from.exists() {
            return Ok(());
        }
        let to = self.root.join(to.trim_start_matches('/'));
        fs::create_dir_all(to.parent().context("a folder above")?)?;
        // Links inside of a folder may be relative to it: they stay links.
        run(Command::new("cp")
            .args(["-a", "-T", "--remove-destination"])
            .args([&fs::canonicalize(from)?, &to]))
    }

    fn clone_head(&self) -> Result<()> {
        let changed = output(
            Command::new("git")
                .args(["status", "--porcelain"])
                .current_dir(root()),
        )?;
        if !changed.is_empty() {
            eprintln!("  what is not committed is left out");
        }
        run(Command::new("git")
            .args(["clone", "--quiet", "--no-hardlinks"])
            .args([root(), &self.root.join(CHECKOUT)]))
    }

    /// A command of the shell inside of the root. It sees its own processes and mounts only, and
    /// all of them end with it, or with this process.
    fn command(&self, script: &str) -> Command {
        let inside = r#"
            set -e
            mount --rbind /dev "$ROOT/dev"
            mount -t proc proc "$ROOT/proc"
            mount --rbind /sys "$ROOT/sys"
            mount --bind -o ro "$RUST" "$ROOT/$AT"
            exec chroot "$ROOT" sh -c "cd \"/$PLACE\" 2>/dev/null || cd /; $SCRIPT""#;
        let mut command = Command::new("setpriv");
        command
            .args([
                "--pdeathsig",
                "KILL",
                "unshare",
                "--mount",
                "--propagation",
                "private",
                "--pid",
                "--fork",
            ])
            .args(["--kill-child", "sh", "-c", inside])
            .env("ROOT", &self.root)
            .env("RUST", &self.rust)
            .env("AT", RUST)
            .env("PLACE", CHECKOUT)
            .env("SCRIPT", script)
            .env("HOME", "/root")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .env(
                "PATH",
                format!("/{RUST}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
            );
        // What cargo says to this chore is not for the one inside; nor are languages of this machine.
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if ["CARGO", "RUSTUP", "RUSTC", "LD_LIBRARY_PATH", "LANG", "LC_"]
                .iter()
                .any(|start| text.starts_with(start))
            {
                command.env_remove(&name);
            }
        }
        command.stdin(Stdio::null());
        command
    }

    /// Serves until the town is there.
    fn serve(&self) -> Result<()> {
        let mut service = Running(
            self.command("cargo xtask serve")
                .stdout(Stdio::piped())
                .spawn()?,
        );
        let out = service.0.stdout.take().context("its output is piped")?;
        for line in BufReader::new(out).lines() {
            let line = line?;
            println!("{line}");
            if let Some((_, address)) = line.split_once("Okolica answers at http://") {
                let ready = get(address.trim(), "/health/ready")?;
                ensure!(ready.starts_with("HTTP/1.1 200"), "it answered {ready}");
                let items = get(address.trim(), "/api/collections/spaces/items?limit=1")?;
                ensure!(
                    items.contains("\"numberReturned\":1"),
                    "the town is not there: {items}"
                );
                return Ok(());
            }
        }
        let ended = service.0.wait()?;
        bail!("it ended ({ended}) before it said where it answers")
    }

    fn test(&self) -> Result<()> {
        run(&mut self.command("cargo xtask test"))
    }
}

/// Is ended on drop, and its processes with it.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn get(address: &str, path: &str) -> Result<String> {
    let mut stream = TcpStream::connect(address).with_context(|| format!("asking {address}"))?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

/// Where apt of this machine has the release from, in either form of its lists.
fn mirror() -> Result<String> {
    let mut files = vec![PathBuf::from("/etc/apt/sources.list")];
    let folder = fs::read_dir("/etc/apt/sources.list.d")
        .into_iter()
        .flatten();
    files.extend(folder.flatten().map(|entry| entry.path()));
    let texts = files
        .iter()
        .filter_map(|file| fs::read_to_string(file).ok());
    texts
        .filter_map(|text| mirror_of(&text))
        .next()
        .with_context(|| format!("no source of apt has {RELEASE}"))
}

fn mirror_of(text: &str) -> Option<String> {
    let of_line = |line: &str| {
        let mut words = line
            .split_whitespace()
            .skip_while(|word| !word.contains("://"));
        let address = words.next()?;
        (line.starts_with("deb ") && words.next() == Some(RELEASE)).then(|| address.to_owned())
    };
    if let Some(found) = text.lines().find_map(of_line) {
        return Some(found);
    }
    text.split("\n\n").find_map(|stanza| {
        let field = |name: &str| {
            let line = stanza.lines().find_map(|line| line.strip_prefix(name))?;
            Some(line.split_whitespace())
        };
        let has = field("Suites:")?.any(|suite| suite == RELEASE);
        field("URIs:")?.next().filter(|_| has).map(str::to_owned)
    })
}
