-- Of what people are reminded stands in the log now (step.reminded): a table beside it would be a second truth.
DROP INDEX tasks_by_due;
DROP TABLE reminders;
