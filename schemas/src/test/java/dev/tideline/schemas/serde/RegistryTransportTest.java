package dev.tideline.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tideline.schemas.serde.RegistryPeer.Asked;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistryTransportTest {
    private static final String SECRET = "s3cret";

    private final RegistryPeer registry = new RegistryPeer();
    private final int id = registry.has(Samples.POINT);

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void theNextRegistryOfTheListAnswersWhenOneIsDown() throws IOException {
        SchemaRegistryClient client = client(Map.of("schema.registry.url", unusedUrl() + ", " + registry.url() + "/"));
        assertThat(client.byId(id, "points-value")).isEqualTo(Samples.POINT);
    }

    @Test
    void whenNoRegistryAnswersTheDataIsNotBlamed() throws IOException {
        SchemaRegistryClient client = client(Map.of("schema.registry.url", unusedUrl(), "max.retries", "1"));
        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> client.byId(id, "points-value"))
                .isInstanceOf(RetriableException.class)
                .withCauseInstanceOf(IOException.class)
                .withMessageContaining("schema.registry.url");
    }

    @Test
    void anOverloadedRegistryIsAskedAgain() {
        registry.failsOnceWith(503, "");
        registry.failsOnceWith(500, "{\"error_code\":50001,\"message\":\"Error in the backend data store\"}");
        registry.failsOnceWith(429, "slow down");
        assertThat(client(Map.of()).byId(id, "points-value")).isEqualTo(Samples.POINT);
        assertThat(registry.asked()).hasSize(4);
    }

    @Test
    void theRegistrysWordsReachTheReaderAfterTheLastRetry() {
        registry.failsOnceWith(500, "{\"error_code\":50001,\"message\":\"Error in the backend data store\"}");
        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> client(Map.of("max.retries", 0)).byId(id, "points-value"))
                .withMessageContaining("Error in the backend data store");
    }

    @Test
    void anAnswerThatIsNotJsonIsNoAnswer() {
        registry.failsOnceWith(200, "<html>please log in</html>");
        assertThat(client(Map.of()).byId(id, "points-value")).isEqualTo(Samples.POINT);
    }

    @Test
    void aBodyThatNeverComesEndsInATimeout() {
        registry.holdsBodies();
        SchemaRegistryClient client = client(Map.of("http.read.timeout.ms", 200, "max.retries", 0));
        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> client.byId(id, "points-value"))
                .withMessageContaining("does not answer within PT0.2S");
    }

    @Test
    void anInterruptEndsTheWait() {
        registry.holdsBodies();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptException.class)
                .isThrownBy(() -> client(Map.of()).byId(id, "points-value"));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void credentialsComeFromTheAddressByDefault() {
        String url = registry.url().replace("http://", "http://ann:" + SECRET + "@");
        assertThat(authorization(Map.of("schema.registry.url", url))).isEqualTo(basic("ann:" + SECRET));
    }

    @Test
    void credentialsComeFromUserInfo() {
        assertThat(authorization(
                        Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "ann:a:b")))
                .isEqualTo(basic("ann:a:b"));
        assertThat(authorization(Map.of(
                        "basic.auth.credentials.source",
                        "USER_INFO",
                        "schema.registry.basic.auth.user.info",
                        "bob:" + SECRET)))
                .isEqualTo(basic("bob:" + SECRET));
    }

    @Test
    void credentialsComeFromKafkasLogin() {
        String jaas = "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"ann\" password=\""
                + SECRET + "\";";
        assertThat(authorization(Map.of("basic.auth.credentials.source", "SASL_INHERIT", "sasl.jaas.config", jaas)))
                .isEqualTo(basic("ann:" + SECRET));
    }

    @Test
    void aMissingLoginIsAnErrorThatNamesItsKey() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> client(Map.of("basic.auth.credentials.source", "USER_INFO")))
                .withMessageContaining("basic.auth.user.info");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> client(Map.of("basic.auth.credentials.source", "SASL_INHERIT")))
                .withMessageContaining("sasl.jaas.config");
    }

    @Test
    void refusedCredentialsAreNamedAndNotShown() {
        registry.failsOnceWith(401, "{\"error_code\":401,\"message\":\"Unauthorized\"}");
        String url = registry.url().replace("http://", "http://ann:" + SECRET + "@");
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> client(Map.of("schema.registry.url", url)).byId(id, "points-value"))
                .withMessageContaining("basic.auth.user.info")
                .satisfies(e -> assertThat(e).hasStackTraceContaining("401"))
                .satisfies(e -> assertThat(trace(e)).doesNotContain(SECRET));
    }

    @Test
    void aPasswordInAnAddressIsNeverShown() throws IOException {
        String url = unusedUrl().replace("http://", "http://ann:" + SECRET + "@");
        assertThatExceptionOfType(RegistryUnavailableException.class)
                .isThrownBy(() -> client(Map.of("schema.registry.url", url, "max.retries", 0))
                        .byId(1, "s"))
                .satisfies(e -> assertThat(trace(e)).doesNotContain(SECRET));
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> client(Map.of("schema.registry.url", "ann:" + SECRET + "@host:8081")))
                .withMessageContaining("schema.registry.url")
                .satisfies(e -> assertThat(trace(e)).doesNotContain(SECRET));
    }

    @Test
    void settingsThatWouldBeMisunderstoodAreRefused() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> new SchemaRegistryClient(Map.of()))
                .withMessageContaining("schema.registry.url");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> client(Map.of("auto.register.schemas", "maybe")))
                .withMessageContaining("auto.register.schemas");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> client(Map.of(
                        "value.subject.name.strategy", "io.confluent.kafka.serializers.subject.RecordNameStrategy")))
                .withMessageContaining("value.subject.name.strategy");
    }

    private Optional<String> authorization(Map<String, ?> settings) {
        client(settings).byId(id, "points-value");
        return registry.asked().stream().reduce((first, second) -> second).flatMap(Asked::authorization);
    }

    private SchemaRegistryClient client(Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(registry.settings());
        settings.putAll(more);
        return new SchemaRegistryClient(settings);
    }

    private static Optional<String> basic(String login) {
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }

    private static String trace(Throwable e) {
        return Utils.stackTrace(e);
    }

    /** An address where nobody listens. */
    private static String unusedUrl() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return "http://localhost:" + socket.getLocalPort();
        }
    }
}
