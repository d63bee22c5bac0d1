# A silo with the record server. Build: docker build -t toast-silo .   Alone: docker run -p 127.0.0.1:7070:7070 -v toast-data:/data toast-silo
# As a cluster: docker-compose.yml, deploy/kubernetes.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig README.md ./
COPY eng/ eng/
COPY src/ src/
RUN dotnet publish src/Silo -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
# The image's own unprivileged user; the data folder is the only place it may write to.
RUN mkdir /data && chown "$APP_UID" /data
USER $APP_UID
VOLUME /data
ENV Toast__Store=sqlite:////data/toast.db \
    Toast__AllowRemote=true \
    ASPNETCORE_HTTP_PORTS= \
    ASPNETCORE_URLS=http://0.0.0.0:7070
# 7070: HTTP. 11111: other silos. 30000: Orleans clients.
EXPOSE 7070 11111 30000
ENTRYPOINT ["dotnet", "Toast.Silo.dll"]
