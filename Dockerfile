# One image for all five services; `facteur start --services …` says which of them a container runs. See docs/cluster.md.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /src
COPY . .
RUN npm run setup
RUN node tools/image.mjs /image

FROM ${NODE_IMAGE}
ENV NODE_ENV=production
ENV FACTEUR_HOME=/data
# A container has a network of its own: who reaches it is said where its ports are published.
ENV FACTEUR_HTTP_HOST=0.0.0.0
ENV FACTEUR_SMTP_HOST=0.0.0.0
ENV FACTEUR_METRICS_HOST=0.0.0.0
WORKDIR /app
COPY --from=build /image /app
# The only place that is written to: the root file system may be read-only.
RUN install -d -o 1000 -g 1000 -m 0700 /data
# By number, so that Kubernetes can see that it is not root.
USER 1000:1000
VOLUME ["/data"]
EXPOSE 8080 2525 9464
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=180s --retries=3 CMD ["node","-e","fetch('http://127.0.0.1:'+(process.env.FACTEUR_METRICS_PORT||9464)+'/healthz').then(({ok})=>process.exit(ok?0:1),()=>process.exit(1))"]
ENTRYPOINT ["node","--max-semi-space-size=64","packages/cli/bin/facteur.cjs"]
CMD ["start"]
