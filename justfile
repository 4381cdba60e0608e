# List the recipes.
default:
    @just --list

# Open the browser (or run a command: just run search peace).
run *args:
    cargo run --release -- {{ args }}

# Run every test, or those that are named.
test *args:
    cargo test --locked {{ args }}

# Check with clippy.
lint:
    cargo clippy --locked --all-targets -- -D warnings

# Format the code.
fmt:
    cargo fmt

# Write the picture, tables and examples of the README and docs/ again.
docs:
    KZQ_RECORD=1 cargo test --locked

# Run the benchmarks.
bench *args:
    cargo bench --locked {{ args }}

# Fuzz each target for SECONDS.
fuzz seconds="60":
    fuzz/run {{ seconds }}

# Run everything that must pass before a change is merged.
ci:
    .ci/run
