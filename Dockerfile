FROM maven:3.9.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN mvn -q -B -DskipTests -pl cli -am package

FROM eclipse-temurin:17-jre
RUN useradd --system --create-home --home-dir /var/lib/tideline tideline
COPY --from=build /src/cli/target/tideline-cli.jar /opt/tideline/
COPY --from=build /src/cli/target/lib /opt/tideline/lib
USER tideline
WORKDIR /var/lib/tideline
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError"
ENTRYPOINT ["java", "-jar", "/opt/tideline/tideline-cli.jar"]
