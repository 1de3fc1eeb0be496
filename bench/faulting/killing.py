"""The places where the product can be killed: each is a marker file that whoever comes by removes and dies."""

AFTER_COMMIT, MID_TASK_CHILD, MID_TASK_WORKER = "after-commit", "mid-task-child", "mid-task-worker"
