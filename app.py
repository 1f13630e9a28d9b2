"""The application, as Granian, flask and `python app.py` find it."""

import sys

from network.cli import begun, serve
from network.factory import create_app
from network.workshop import Workshop

if __name__ == "__main__":
    # `python app.py serve` leaves the database as it is.
    serve(create_app, prepare="serve" not in sys.argv[1:])
else:
    app = begun(create_app)
    app.extensions["workshop"] = Workshop()
