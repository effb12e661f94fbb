# koufen: everything a person or CI does with this repository.
.DEFAULT_GOAL := help
SWIFT ?= swift
STORE ?= koufen-demo.db
KOUFEN := .build/release/koufen
# Built as the tests are: in well under half the time that a release takes.
DEMO := .build/debug/koufen
REPORT := $(CURDIR)/.build/torture-report
PACKAGES := .build/packages
PREFIX ?= /usr/local
DESTDIR ?=

# What all is built with besides; without lines for a debugger (BUILDFLAGS= for them) it is an eighth less to compile.
BUILDFLAGS ?= -debug-info-format none
RELEASE := $(SWIFT) build -c release --static-swift-stdlib $(BUILDFLAGS) --product
EVENTS ?= 200000
RUNS ?= 3
SECONDS ?= 5
SOAK ?= 60

.PHONY: help server serve demo tests test test-api test-pages bench-pages torture check build install uninstall deb try-deb bench bench-postgres bench-server format lint scenarios system clean

help: ## Show what can be made.
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

system: ## Install the system packages that are missing (Debian).
	@sh .ci/system-packages

build: system ## Build the release binary at .build/release/koufen.
	$(RELEASE) koufen

install: build server ## Install the tool and its server, their manual and completions (PREFIX=/usr/local DESTDIR=).
	@sh .packaging/install $(KOUFEN) "$(DESTDIR)" "$(PREFIX)"

uninstall: ## Take away what install put there.
	@sh .packaging/uninstall "$(DESTDIR)" "$(PREFIX)"

deb: build server ## Build a Debian package in .build/packages.
	@sh .ci/system-packages deb
	@sh .packaging/deb $(KOUFEN) $(PACKAGES)

try-deb: deb ## Install the package in a clean Debian and do the main job there (root, mmdebstrap).
	@sh .packaging/try-deb $(PACKAGES)/*.deb Scenarios/year-2011-zhejiang.yaml

server: system ## Build the server at .build/release/koufen-server, which koufen serve becomes.
	$(RELEASE) koufen-server

serve: build server ## Build both, and serve an example year to this machine, with an account for each role, until Ctrl-C.
	$(KOUFEN) serve --demo

demo: system ## Build for debugging, replay a year of a dozen providers, and show what it came to.
	$(SWIFT) build $(BUILDFLAGS) --product koufen
	@rm -f $(STORE) $(STORE)-wal $(STORE)-shm
	@sh .ci/demo $(DEMO) $(STORE)

tests: ## Build all tests.
	@sh .ci/system-packages test
	$(SWIFT) build --build-tests $(BUILDFLAGS)

test: tests ## Run all tests (KOUFEN_BINARY=another build of the tool to test than the one beside them).
	@sh .ci/test $(SWIFT) test --skip-build $(BUILDFLAGS)

test-api: build server ## Hold the served API to its own description with schemathesis (EXAMPLES_API=20; pip needs the network).
	@sh Tests/API/run $(KOUFEN) $(or $(EXAMPLES_API),20)

test-pages: build server ## Look at every page and form in a browser (KOUFEN_PAGES=long: at every width, light and dark, in both languages; pip needs the network).
	@sh .ci/system-packages pages
	@sh Tests/Pages/run $(KOUFEN)

bench-pages: build server ## Measure the first byte of every page on the example year (REQUESTS=200).
	@sh Tests/Pages/first_byte $(KOUFEN) $(or $(REQUESTS),200)

torture: ## Fail the disk, kill, flip, fail over and fuzz for a while; prints what came of it.
	@sh .ci/system-packages test
	@rm -f $(REPORT)
	KOUFEN_LOADED=1 $(SWIFT) build -c release --build-tests -Xswiftc -enable-testing --scratch-path .build/torture
	KOUFEN_LOADED=1 KOUFEN_TORTURE=long KOUFEN_TORTURE_REPORT=$(REPORT) $(SWIFT) test -c release -Xswiftc -enable-testing \
	  --scratch-path .build/torture --skip-build --filter 'TortureTests|CutConnectionTests|StoreEquivalenceTests'
	@sh .ci/torture-table $(REPORT)

lint: ## Check the format.
	$(SWIFT) format lint --strict --recursive Sources Tests Benchmarks Package.swift

format: ## Put the format right.
	$(SWIFT) format --in-place --recursive Sources Tests Benchmarks Package.swift

scenarios: build ## Replay every scenario.
	$(KOUFEN) replay Scenarios/*.yaml Scenarios/programmes/*.yaml Scenarios/programmes/*/*.yaml

bench: system ## Measure everything beside plain SQLite on the same rows (EVENTS=200000 RUNS=3).
	$(RELEASE) koufen
	$(RELEASE) koufen-bench
	.build/release/koufen-bench $(EVENTS) $(RUNS)

bench-postgres: ## Measure the store in PostgreSQL beside plain tables, SQLite and other stores (MESSAGE_DB=a checkout of message-db).
	@sh .ci/system-packages test
	$(RELEASE) koufen
	$(RELEASE) koufen-bench
	.build/release/koufen-bench postgres $(EVENTS) $(RUNS)

bench-server: ## Measure the server beside a bare one and plain SQLite (EVENTS=1000000 SECONDS=5 SOAK=60; Debian: wrk).
	@sh .ci/system-packages bench
	$(RELEASE) koufen
	$(RELEASE) koufen-server
	$(RELEASE) koufen-bench
	.build/release/koufen-bench server $(if $(filter command,$(firstword $(origin EVENTS))),$(EVENTS),1000000) $(SECONDS) $(SOAK)

check: lint test scenarios ## Format, tests and scenarios.

clean: ## Remove what was built.
	rm -rf .build
