"""How gunicorn serves the application: `gunicorn app:app` reads this file."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = 2
worker_class = "gthread"
threads = 8
# To publish an import of ten thousand rows takes up to a minute. Threads leave a worker its pulse
# meanwhile; one that is to be replaced waits as long for what it has begun.
timeout = 120
graceful_timeout = 120
# Longer addresses ask for nothing that we know; gunicorn answers them with 400.
limit_request_line = 8190
max_requests = 20_000
max_requests_jitter = 2_000
accesslog = None
# All installations of one user would share its place, and nothing here speaks to it.
control_socket_disable = True
