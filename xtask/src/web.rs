//! The pages' browser part, built into web/dist: wasm and glue of the map and of the planner, Leaflet,
//! the styles, the icons. Names hold a hash of the content, and each file stands there compressed too, so
//! that serving is no more than choosing bytes.

use crate::root;
use crate::tools::run;
use crate::wasm_target;
use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the result depends on, files and folders.
const INPUTS: [&str; 12] = [
    "Cargo.lock",
    "Cargo.toml",
    "crates/coverage/Cargo.toml",
    "crates/coverage/src",
    "crates/model/Cargo.toml",
    "crates/model/src",
    "web/Cargo.toml",
    "web/package-lock.json",
    "web/scripts",
    "web/src",
    "web/styles",
    "xtask/src/web.rs",
];

/// What of the crate runs in a browser: its feature, and the name of its files. Each page loads its
/// own, so that the first view does not pay for the planner.
const PARTS: [Part; 2] = [
    Part {
        feature: "hydrate",
        name: "okolica",
        loader: "boot.js",
        engine: "\"z\"",
    },
    Part {
        feature: "planner",
        name: "planner",
        loader: "boot-planner.js",
        // A what-if follows a hand, and goes over every point that people live at.
        engine: "3",
    },
];

#[derive(Clone, Copy)]
struct Part {
    feature: &'static str,
    name: &'static str,
    loader: &'static str,
    /// How the compiler optimises model and coverage in it, as in a profile.
    engine: &'static str,
}

/// Names the inputs of the build that `web/dist` holds.
const STAMP: &str = "inputs.txt";

/// Every feature that the compiler may have used; browsers know them all since 2022 or earlier.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Builds `web/dist`, unless it is there and nothing that it depends on has changed.
///
/// # Errors
/// When a tool is missing or fails.
pub(crate) fn build() -> Result<()> {
    let dist = web().join("dist");
    let stamp = inputs()?;
    let built = fs::read_to_string(dist.join(STAMP)).is_ok_and(|known| known == stamp);
    if built {
        eprintln!("  web/dist is up to date");
        return Ok(());
    }
    packages(&web())?;
    let mut files = packaged()?;
    for part in PARTS {
        files.extend(generate(part, &compile(part)?)?);
    }
    let next = web().join("dist.next");
    write(&next, files)?;
    fs::write(next.join(STAMP), stamp)?;
    // The old files stay until the new ones are whole.
    remove(&dist)?;
    fs::rename(&next, &dist).context("web/dist")?;
    Ok(())
}

fn web() -> PathBuf {
    root().join("web")
}

/// A hash of all that the result depends on.
fn inputs() -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for input in INPUTS {
        hash_path(&root().join(input), &mut hasher).with_context(|| input.to_owned())?;
    }
    Ok(format!("{:016x}\n", hasher.finish()))
}

fn hash_path(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    if path.is_dir() {
        let mut entries: Vec<PathBuf> = fs::read_dir(path)?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()?;
        entries.sort();
        for entry in entries {
            hash_path(&entry, hasher)?;
        }
    } else {
        path.hash(hasher);
        fs::read(path)?.hash(hasher);
    }
    Ok(())
}

/// Installs the npm packages that a folder's lock file names.
pub(crate) fn packages(folder: &Path) -> Result<()> {
    let lock = fs::read(folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/.okolica-lock");
    if fs::read(&stamp).is_ok_and(|known| known == lock) {
        return Ok(());
    }
    if crate::tools::find("npm").is_none() {
        bail!("npm is missing; install it with: apt-get install -y nodejs npm");
    }
    eprintln!("  npm ci");
    run(Command::new("npm").current_dir(folder).args([
        "ci",
        "--loglevel=error",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
    ]))?;
    fs::write(stamp, lock)?;
    Ok(())
}

/// Compiles a part of the crate for the browser. The next part takes its place.
fn compile(part: Part) -> Result<PathBuf> {
    let target = wasm_target::prepare()?;
    eprintln!("  compiling {}", part.name);
    let mut build = target.cargo_build(part.feature)?;
    for package in ["okolica-model", "okolica-coverage"] {
        let level = part.engine;
        build.arg("--config");
        build.arg(format!("profile.wasm.package.{package}.opt-level={level}"));
    }
    run(&mut build)?;
    Ok(target.built("wasm")?.join("okolica_web.wasm"))
}

/// Every file of `web/dist` by its logical name.
type Files = BTreeMap<String, Vec<u8>>;

/// The glue and the small wasm of a part.
fn generate(part: Part, wasm: &Path) -> Result<Files> {
    let name = part.name;
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen
        .input_path(wasm)
        .out_name(name)
        .web(true)
        .map_err(|error| anyhow::anyhow!("{error:#}"))?
        .typescript(false)
        // The loader says where the wasm is: its name has a hash.
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    let folder = web().join("dist.next");
    remove(&folder)?;
    fs::create_dir_all(&folder)?;
    bindgen
        .generate(&folder)
        .map_err(|error| anyhow::anyhow!("wasm-bindgen: {error:#}"))?;
    let glue = fs::read(folder.join(format!("{name}.js")))?;
    eprintln!("  wasm-opt -Oz");
    let optimised = folder.join("optimised.wasm");
    run(Command::new("node")
        .arg(web().join("node_modules/binaryen/bin/wasm-opt"))
        .args(["-Oz", "--strip-debug"])
        .args(WASM_FEATURES)
        .arg("-o")
        .arg(&optimised)
        .arg(folder.join(format!("{name}_bg.wasm"))))?;
    let wasm = fs::read(&optimised)?;
    remove(&folder)?;
    Ok(Files::from([
        (format!("{name}.js"), glue),
        (format!("{name}.wasm"), wasm),
    ]))
}

/// What is not compiled: Leaflet, styles and images.
fn packaged() -> Result<Files> {
    let package = |path: &str| {
        let path = web().join("node_modules").join(path);
        fs::read(&path).with_context(|| format!("{}", path.display()))
    };
    let mut style = package("leaflet/dist/leaflet.css")?;
    style.extend(own("styles/okolica.css")?);
    let mut files = Files::from([
        (
            "leaflet.js".to_owned(),
            without_map(&package("leaflet/dist/leaflet.js")?),
        ),
        ("okolica.css".to_owned(), style),
        ("builder.css".to_owned(), own("styles/builder.css")?),
        ("builder.js".to_owned(), own("scripts/builder.js")?),
        ("embed.css".to_owned(), own("styles/embed.css")?),
        ("frame.js".to_owned(), own("scripts/frame.js")?),
        ("copy.js".to_owned(), own("scripts/copy.js")?),
        ("device.js".to_owned(), own("scripts/device.js")?),
        ("live.js".to_owned(), own("scripts/live.js")?),
        ("planner.css".to_owned(), own("styles/planner.css")?),
        ("page.js".to_owned(), own("scripts/page.js")?),
    ]);
    // The style names these by path, so they keep their names.
    for image in ["layers.png", "layers-2x.png", "marker-icon.png"] {
        let path = format!("images/{image}");
        files.insert(path.clone(), package(&format!("leaflet/dist/{path}"))?);
    }
    Ok(files)
}

/// A script or style of ours as it is served: without the comments that have lines of their own.
fn own(path: &str) -> Result<Vec<u8>> {
    let text = fs::read_to_string(web().join(path)).with_context(|| path.to_owned())?;
    Ok(without_comments(&text).into_bytes())
}

fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut inside = false;
    for line in text.lines() {
        let start = line.trim_start();
        let opens = !inside && start.starts_with("/*");
        let is_comment = inside || opens || start.starts_with("//");
        inside = (inside || opens) && !line.trim_end().ends_with("*/");
        if !is_comment && !start.is_empty() {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// The script without the line that names its source map, which is not served.
fn without_map(script: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(script);
    let lines = text
        .lines()
        .filter(|line| !line.starts_with("//# sourceMappingURL"));
    lines.collect::<Vec<_>>().join("\n").into_bytes()
}

/// Writes the files with their hashes, the loaders that tie them together, the manifest.
fn write(folder: &Path, files: Files) -> Result<()> {
    remove(folder)?;
    fs::create_dir_all(folder.join("images"))?;
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for (name, content) in files {
        let hashed = if name.starts_with("images/") {
            name.clone()
        } else {
            hashed(&name, &content)
        };
        save(folder, &hashed, &content)?;
        names.insert(name, hashed);
    }
    for Part { name, loader, .. } in PARTS {
        let glue = &names[&format!("{name}.js")];
        let wasm = &names[&format!("{name}.wasm")];
        let script = script(&names["leaflet.js"], glue, wasm, &names["live.js"]);
        let hashed = hashed(loader, script.as_bytes());
        save(folder, &hashed, script.as_bytes())?;
        names.insert(loader.to_owned(), hashed);
    }
    let manifest = json!({"files": names, "icons": icons()?});
    fs::write(folder.join("manifest.json"), manifest.to_string())?;
    Ok(())
}

/// The script that starts a part. Words come first: it asks for nothing until the page has been
/// painted, and runs each file in a task of its own, so that a finger never waits for all of them.
/// Where it can't start, the page takes back what needs no scripts.
fn script(leaflet: &str, glue: &str, wasm: &str, live: &str) -> String {
    format!(
        "const task = () => new Promise((done) => setTimeout(done));\n\
         // Not every server of a copy knows the type.\n\
         const compiled = async (answer) => answer.headers.get(\"content-type\") === \"application/wasm\"\n\
         \x20 ? WebAssembly.compileStreaming(answer)\n\
         \x20 : WebAssembly.compile(await answer.arrayBuffer());\n\
         async function start() {{\n\
         \x20 const wasm = fetch(new URL(\"./{wasm}\", import.meta.url)).then(compiled);\n\
         \x20 const files = [import(\"./{glue}\"), wasm, import(\"./{leaflet}\")];\n\
         \x20 const [part, module_or_path] = await Promise.all(files);\n\
         \x20 await task();\n\
         \x20 await part.default({{ module_or_path }});\n\
         \x20 await part.wake();\n\
         \x20 await import(\"./{live}\");\n\
         }}\n\
         requestAnimationFrame(async () => {{\n\
         \x20 await task();\n\
         \x20 start().catch((error) => {{\n\
         \x20   console.error(error);\n\
         \x20   document.body.classList.remove(\"will-live\");\n\
         \x20 }});\n\
         }});\n"
    )
}

/// `okolica.js` → `okolica-3f2a9c1b00112233.js`.
fn hashed(name: &str, content: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}-{:016x}.{extension}", hasher.finish())
}

/// Writes a file and its compressed forms, and says how large they are.
fn save(folder: &Path, name: &str, content: &[u8]) -> Result<()> {
    let path = folder.join(name);
    fs::write(&path, content)?;
    if name.ends_with(".png") {
        return Ok(());
    }
    let mut brotli = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams {
        quality: 11,
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &content[..], &mut brotli, &settings)?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(content)?;
    let gzip = gzip.finish()?;
    let zstd = zstd::encode_all(content, 19)?;
    eprintln!(
        "  {name}: {:.1} kB, br {:.1}, gz {:.1}, zst {:.1}",
        content.len() as f64 / 1e3,
        brotli.len() as f64 / 1e3,
        gzip.len() as f64 / 1e3,
        zstd.len() as f64 / 1e3,
    );
    for (extension, bytes) in [("br", brotli), ("gz", gzip), ("zst", zstd)] {
        fs::write(folder.join(format!("{name}.{extension}")), bytes)?;
    }
    Ok(())
}

/// The outline of every icon by its name, on a square of 15 units.
fn icons() -> Result<Value> {
    let folder = web().join("node_modules/@mapbox/maki/icons");
    let mut icons = serde_json::Map::new();
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        let svg = fs::read_to_string(&path)?;
        let name = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        icons.insert(name, outlines(&svg).join(" ").into());
    }
    shortened(&Value::Object(icons))
}

/// The same outlines in fewer characters: every page carries them.
fn shortened(icons: &Value) -> Result<Value> {
    let mut node = Command::new("node")
        .arg(web().join("scripts/icons.mjs"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("node does not run")?;
    let mut given = node.stdin.take().context("node takes nothing")?;
    given.write_all(icons.to_string().as_bytes())?;
    drop(given);
    let done = node.wait_with_output()?;
    ensure!(done.status.success(), "scripts/icons.mjs: {}", done.status);
    Ok(serde_json::from_slice(&done.stdout)?)
}

/// The `d` of every path of an icon.
fn outlines(svg: &str) -> Vec<String> {
    svg.split("<path")
        .skip(1)
        .filter_map(|element| {
            let element = element.split('>').next()?;
            let (_, rest) = element.split_once(" d=\"")?;
            let outline = rest.split('"').next()?;
            // Line breaks inside the attribute are written as references.
            let outline = outline.replace("&#xA;", " ").replace("&#x9;", " ");
            Some(outline.split_whitespace().collect::<Vec<_>>().join(" "))
        })
        .collect()
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_on_lines_of_their_own_are_not_served() {
        let script = "// what\n/** a\n * b */\nconst a = 1; // kept\n\n/* one line */\n  b();\n";
        assert_eq!(without_comments(script), "const a = 1; // kept\n  b();\n");
    }
}
