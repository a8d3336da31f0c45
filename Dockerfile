# 平台、调度器、工作进程共用的映像；依赖逐一核对哈希。
FROM python:3.11-slim-bookworm
RUN apt-get update && apt-get install -y --no-install-recommends tesseract-ocr tesseract-ocr-chi-sim fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /fadu
COPY pyproject.toml README.md LICENSE requirements-build.lock requirements-dev.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements-build.lock \
    && pip install --no-cache-dir --require-hashes --no-build-isolation --use-pep517 -r requirements-dev.lock
COPY . .
RUN pip install --no-cache-dir --no-deps --no-build-isolation . && useradd --create-home fadu \
    && mkdir /originals && chown fadu /originals
USER fadu
ENTRYPOINT ["fadu"]
