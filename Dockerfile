# Koppel in a container: the pages, workers, and every command. docs/production.md says how it is run.
ARG PYTHON=3.13-slim

FROM python:${PYTHON} AS build
WORKDIR /build
COPY requirements.lock .
# Every package is held against its hash in the lock before anything of it is run; from here on nothing is fetched.
RUN pip download --no-deps --require-hashes --only-binary :all: --dest /wheels --requirement requirements.lock
RUN python -m venv /build/tools && /build/tools/bin/pip install --no-index --find-links /wheels hatchling editables
COPY . /koppel
RUN /build/tools/bin/pip wheel --no-index --no-deps --no-build-isolation --wheel-dir /wheels /koppel
RUN python -m venv --without-pip /opt/koppel \
    && pip --python /opt/koppel/bin/python install --no-index --find-links /wheels koppel

FROM python:${PYTHON}
RUN groupadd --gid 10001 koppel \
    && useradd --uid 10001 --gid koppel --home-dir /data --no-create-home --shell /usr/sbin/nologin koppel \
    && install --directory --owner koppel --group koppel --mode 700 /data
COPY --from=build /opt/koppel /opt/koppel
# The home is in the volume at /data, the key that seals what it holds is not: a copy of the one is no good alone.
ENV PATH=/opt/koppel/bin:/usr/local/bin:/usr/bin:/bin HOME=/data KOPPEL_KEY_FILE=/run/secrets/koppel_key \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER 10001:10001
WORKDIR /data
ENTRYPOINT ["koppel"]
CMD ["--help"]
