"""Events a second of Python's eventsourcing in PostgreSQL: one a commit, many a commit, read, eight processes at once."""
import multiprocessing
import os
import sys
import time
from uuid import uuid4

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event

BODY = "x" * 250
SETTINGS = {
    "PERSISTENCE_MODULE": "eventsourcing.postgres", "POSTGRES_DBNAME": "postgres", "POSTGRES_HOST": os.environ["PGHOST"],
    "POSTGRES_PORT": "5432", "POSTGRES_USER": "postgres", "POSTGRES_PASSWORD": "none",
}


class Provider(Aggregate):
    def __init__(self):
        self.promotions = 0

    @event("PromotionRun")
    def run(self, promotion):
        self.promotions += 1


class Ledger(Application):
    log_section_size = 1000


def application():
    return Ledger(env=SETTINGS)


def commits(app, count):
    providers = [Provider() for _ in range(500)]
    app.save(*providers)
    start = time.monotonic()
    for number in range(count):
        provider = providers[number % 500]
        provider.run(BODY)
        app.save(provider)
    return time.monotonic() - start


def one(count):
    commits(application(), count)


def main():
    app = application()
    count = int(sys.argv[1])
    commits(app, 200)
    single = count / commits(app, count)
    many = count * 10
    providers = [Provider() for _ in range(500)]
    app.save(*providers)
    start = time.monotonic()
    for batch in range(many // 1000 or 1):
        for number in range(1000):
            providers[number % 500].run(BODY)
        app.save(*providers)
    bulk = (many // 1000 or 1) * 1000 / (time.monotonic() - start)
    start = time.monotonic()
    read, position = 0, 1
    while True:
        found = app.notification_log.select(start=position, limit=1000)
        if not found:
            break
        read += len(found)
        position = found[-1].id + 1
    reading = read / (time.monotonic() - start)
    start = time.monotonic()
    processes = [multiprocessing.Process(target=one, args=(max(5, count // 5),)) for _ in range(8)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    crowd = 8 * max(5, count // 5) / (time.monotonic() - start)
    print(single, bulk, reading, crowd)


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    main()
    sys.stdout.flush()
