"""gunicorn: threads, because a page mostly waits for PostgreSQL; loaded once and forked."""

from pathlib import Path

from config.env import env_int, env_str

worker_class = "gthread"
workers = env_int("WEB_WORKERS", 2, least=1)
threads = env_int("WEB_THREADS", 4, least=1)
preload_app = True
timeout = 60
graceful_timeout = 6
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
control_socket_disable = True
forwarded_allow_ips = env_str("FORWARDED_ALLOW_IPS", "127.0.0.1")

# The heartbeat file of a worker on a disk that is busy makes gunicorn kill a healthy worker.
_memory = Path("/dev/shm")  # noqa: S108 - the kernel's shared memory, not a shared temporary folder
worker_tmp_dir = str(_memory) if _memory.is_dir() else None
