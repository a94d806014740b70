"""How the database at hand would do the statements of a piece of work."""

from collections.abc import Callable, Sequence

from sqlalchemy import event

from store.engine import Session, engine, reading

WORDS = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}


def plans(work: Callable[[Session], object], without: Sequence[str] = ()) -> list[str]:
    """The lines of the plans of all that `work` asks; `without` names ways (`indexscan`) that
    PostgreSQL must do without."""
    said: list[tuple[str, object]] = []

    def remember(_c: object, _cursor: object, statement: str, values: object, *_: object) -> None:
        said.append((statement, values))

    event.listen(engine(), "before_cursor_execute", remember)
    with reading() as session:
        work(session)
    event.remove(engine(), "before_cursor_execute", remember)
    words = WORDS[engine().dialect.name]
    with engine().connect() as connection:
        for way in without:
            connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
        return [
            row[-1] if words == "EXPLAIN" else row[3]
            for statement, values in said
            for row in connection.exec_driver_sql(f"{words} {statement}", values)  # type: ignore[arg-type]
        ]
