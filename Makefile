# The front door. `make run` starts the server with made-up people in ./data;
# `make test` is all that has to pass, also on a machine that has nothing yet but Rust.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.NOTPARALLEL:
.PHONY: run web test check schema bench packages clean-data

run: web
	cargo build --release --locked
	target/release/wanqi serve --demo-if-empty

# Ends with the last test binary's own closing line: nothing comes after it.
# The web client, for the binary to take in. Without Node the server says that there is none.
web:
	@if ! command -v npm >/dev/null; then echo "No Node: the server is built without its web client."; exit 0; fi
	cd web
	[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund
	npm run build

test: packages check
	@tests=(cargo test --workspace --locked --lib --bins --tests)
	if [ -n "$(no_postgres)" ]; then "$${tests[@]}"; else scripts/with-postgres.sh "$${tests[@]}"; fi

check:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings

# The schema as it is served, after a change of it: read the difference.
schema:
	cargo run --locked --quiet -- schema > schema.graphql

# What the claims of speed stand on.
bench:
	cargo build --release --locked
	benches/start.sh
	benches/import.sh
	cargo bench --locked -p caseload-solver --bench caseload_plan

# What is missing of Debian's packages, looked up afresh each time.
no_compiler = $(shell command -v cc >/dev/null || echo build-essential; command -v pkg-config >/dev/null || echo pkg-config)
no_postgres = $(shell ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || echo postgresql)

# Installs them as root; else says what would, and what goes without.
# WANQI_TEST_REQUIRE_POSTGRES=1: rather fail than skip the half that runs on PostgreSQL.
packages:
	@missing="$(strip $(no_compiler) $(no_postgres))"
	[ -n "$$missing" ] || exit 0
	install="apt-get update && apt-get install -y --no-install-recommends $$missing"
	if [ "$$(id -u)" = 0 ]; then
		echo "Installing: $$missing"
		export DEBIAN_FRONTEND=noninteractive
		eval "$$install"
		exit
	fi
	echo "Not installed: $$missing. As root: $$install"
	if [ -n "$(no_compiler)" ]; then echo "Nothing can be built without a C compiler and pkg-config."; exit 1; fi
	if [ "$${WANQI_TEST_REQUIRE_POSTGRES:-0}" = 1 ]; then echo "WANQI_TEST_REQUIRE_POSTGRES=1, and there is no PostgreSQL."; exit 1; fi
	echo "SKIPPED: the PostgreSQL half of the tests. What follows tests SQLite alone."

clean-data:
	rm -rf data
