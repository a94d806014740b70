# The libraries are built here, with whatever tools that takes; only the result goes on.
FROM python:3.12-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /app
RUN python -m venv /opt/tamis
ENV PATH=/opt/tamis/bin:$PATH
# requirements-oidc.lock adds what signing in by OpenID Connect needs.
ARG LOCK=requirements.lock
COPY requirements*.lock .
RUN pip install --require-hashes -r $LOCK
COPY . .
# The model is read once, so that what is worked out of the word lists is kept in the image.
RUN pip install --no-deps --no-build-isolation -e . \
    && if [ -d api/translations ]; then pybabel --quiet compile -d api/translations; fi \
    && python -c "from classifier import Model; Model.load()" \
    && python -m compileall -q api cli classifier moderation store worker settings.py

FROM python:3.12-slim-bookworm
LABEL org.opencontainers.image.title="tamis" org.opencontainers.image.licenses="MIT"
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin tamis \
    && install -d -m 0700 -o tamis -g tamis /var/lib/tamis
COPY --from=build /opt/tamis /opt/tamis
COPY --from=build /app /app
WORKDIR /app
USER 10001
ENV PATH=/opt/tamis/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    TAMIS_DATA=/var/lib/tamis HOST=0.0.0.0 PORT=8000
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["gunicorn", "--config", "python:api.gunicorn_conf", "api.wsgi:app"]
