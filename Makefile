# `make demo` shows it, `make test` checks it. Both install what is missing first.

.PHONY: setup build test demo check clean

setup:
	@scripts/setup

# The program, as people install it: .build/release/martlet
build: setup
	swift build -c release --product martlet

test: setup check
	swift build --build-tests
	scripts/function-table --check
	swift test --skip-build
	swift build -c release --product martlet
	scripts/check-release .build/release/martlet
	scripts/setup valgrind
	Benchmarks/check-thresholds --martlet .build/release/martlet
	.build/release/martlet test -q Detections
	.build/release/martlet coverage --format json > /dev/null
	scripts/differential --count 400 --martlet .build/release/martlet
	scripts/check-report --martlet .build/release/martlet
	scripts/check-commands --martlet .build/release/martlet
	Fuzz/run --smoke

demo: build
	@scripts/demo

# Rooms, arrows and file sizes.
check:
	@scripts/check-architecture

clean:
	rm -rf .build demo
