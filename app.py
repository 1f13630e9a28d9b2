"""The application, as `flask run`, `gunicorn app:app` and `python app.py` find it."""

from network.cli import serve
from network.factory import create_app

if __name__ == "__main__":
    serve(create_app)
else:
    app = create_app()
