//! kzq: arguments in, exit code out.

fn main() {
    std::process::exit(kzq::host::run(std::env::args_os()).into());
}
