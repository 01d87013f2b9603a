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
# What TensorFlow reads when its library is loaded, as the launcher sets it.
ENV TF_CPP_MIN_LOG_LEVEL=3 TF_ENABLE_ONEDNN_OPTS=1 TF_CPU_ALLOCATOR_USE_BFC=true
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError"
ENTRYPOINT ["java", "-jar", "/opt/tideline/tideline-cli.jar"]
