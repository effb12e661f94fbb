"""Checks many bundles in one run: python3 holds.py FOLDER

Prints each bundle of the folder that does not hold, and how many there are. Exit code 1 when one does not.
"""
import importlib.util
import pathlib
import sys

sys.dont_write_bytecode = True
SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "Documentation" / "verify_bundle.py"


def load():
    spec = importlib.util.spec_from_file_location("verify_bundle", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main(folder):
    verifier, wrong, files = load(), 0, sorted(pathlib.Path(folder).glob("*.json"))
    for file in files:
        try:
            bundle = verifier.verify(file.read_text(encoding="utf-8"))
            lines = list(verifier.describe(bundle)) + bundle.unchecked()
            assert all(line.isprintable() for line in lines)
        except Exception as error:
            wrong += 1
            print(f"{file.name}: {type(error).__name__}: {error}")
    print(f"{len(files) - wrong} of {len(files)} bundles hold")
    return 1 if wrong or not files else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
