# The front door. `make run` starts the server with made-up people in ./data;
# `make test` is all that has to pass, also on a machine that has nothing yet but Rust.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.NOTPARALLEL:
.PHONY: run web test check conformance browser found schema bench packages clean-data

run: web
	cargo build --release --locked
	target/release/wanqi serve --demo-if-empty

# The web client, for the binary to take in. Without Node the server says that there is none.
web:
	@if [ -n "$(no_node)" ]; then echo "No Node 20: the server is built without its web client."; exit 0; fi
	[ web/node_modules/.package-lock.json -nt web/package-lock.json ] || (cd web && npm ci --no-audit --no-fund)
	# Only after a change: a new client is a new server, and a long build.
	changed=$$(find $(client_sources) -newer web/dist/index.html 2>/dev/null || echo all)
	if [ -n "$$changed" ]; then cd web && npm run build; fi
client_sources = schema.graphql $(addprefix web/,index.html package-lock.json vite.config.ts public scripts src)

# Ends with the last test binary's own closing line: nothing comes after it.
test: found web check conformance browser
	@tests=(cargo test --workspace --locked --lib --bins --tests)
	if [ -n "$(no_postgres)" ]; then "$${tests[@]}"; else scripts/with-postgres.sh "$${tests[@]}"; fi

check:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	if [ -z "$(no_node)" ]; then cd web && npm run lint && npm test; fi

# Public suites of what the API promises, against the real server.
conformance:
	@if [ -n "$(no_node)" ]; then exit 0; fi
	cargo build --locked
	cd tests/conformance
	[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-audit --no-fund
	WANQI_BINARY="$(debug_server)" npm test

debug_server = $${CARGO_TARGET_DIR:-$(CURDIR)/target}/debug/wanqi

# The client in Chromium against the real server.
browser: web
	@if [ -n "$(no_node)$(no_browser)" ]; then exit 0; fi
	cargo build --locked
	cd web
	WANQI_BINARY="$(debug_server)" npm run test:browser

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
no_node = $(shell node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' 2>/dev/null || echo nodejs; command -v npm >/dev/null || echo npm)
no_browser = $(shell command -v chromium >/dev/null || echo chromium; ls /usr/share/fonts/opentype/noto/NotoSansCJK-*.ttc >/dev/null 2>&1 || echo fonts-noto-cjk)

# Installs them as root; else says what would, and what goes without.
# WANQI_TEST_REQUIRE_POSTGRES=1, WANQI_TEST_REQUIRE_BROWSER=1: rather fail than skip what runs on those.
packages:
	@missing="$(strip $(no_compiler) $(no_postgres) $(no_node) $(no_browser))"
	if [ -n "$$missing" ]; then
		install="apt-get update && apt-get install -y --no-install-recommends $$missing"
		if [ "$$(id -u)" = 0 ]; then
			echo "Installing: $$missing"
			export DEBIAN_FRONTEND=noninteractive
			eval "$$install"
		else
			echo "Not installed: $$missing. As root: $$install"
		fi
	fi

# What is still missing: the part of the tests that goes without it, or the end.
found: packages
	@if [ -n "$(no_compiler)" ]; then echo "Nothing can be built without a C compiler and pkg-config."; exit 1; fi
	lacks() {
		if [ "$$1" = 1 ]; then echo "$$2: required, and not to be had."; exit 1; fi
		echo "SKIPPED, for want of $$2: $$3"
	}
	if [ -n "$(no_postgres)" ]; then lacks "$${WANQI_TEST_REQUIRE_POSTGRES:-0}" PostgreSQL "the half of the tests that runs on it."; fi
	if [ -n "$(no_node)" ]; then lacks "$${WANQI_TEST_REQUIRE_BROWSER:-0}" "Node 20" "the web client and its tests."; fi
	if [ -n "$(no_browser)" ]; then lacks "$${WANQI_TEST_REQUIRE_BROWSER:-0}" "Chromium and its Chinese fonts" "the tests in a browser."; fi

clean-data:
	rm -rf data
