# Dateline in a container: docker build -t dateline .
#
# Everything is installed at the versions of constraints.txt. torch brings CUDA on an ordinary Linux;
# for the CPU build, which is a fifth of the size, name PyTorch's index of it:
#   docker build --build-arg PIP_EXTRA_INDEX_URL=... -t dateline .
FROM python:3.11-slim-bookworm

ARG PIP_EXTRA_INDEX_URL=
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUNBUFFERED=1

RUN useradd --create-home --uid 10001 dateline && mkdir /archive && chown dateline /archive
WORKDIR /dateline
COPY constraints.txt pyproject.toml README.md LICENSE ./
COPY index index
COPY qa qa
COPY evals evals
COPY ui ui
RUN pip install --upgrade pip && pip install -c constraints.txt '.[postgres,ray]'

USER dateline
WORKDIR /archive
EXPOSE 7860
ENTRYPOINT ["dateline"]
CMD ["serve", "--host", "0.0.0.0", "--archive", "/archive"]
