package dev.tideline.schemas.serde;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/** The settings of serializer and deserializer: Confluent's keys, with Confluent's defaults except for the timeout. */
final class AvroSerdeConfig extends AbstractConfig {
    static final String REGISTRY_URL = "schema.registry.url";
    static final String AUTO_REGISTER = "auto.register.schemas";
    static final String USE_LATEST = "use.latest.version";
    static final String NORMALIZE = "normalize.schemas";
    static final String SPECIFIC_READER = "specific.avro.reader";
    static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";
    static final String USER_INFO = "basic.auth.user.info";
    static final String TIMEOUT = "http.read.timeout.ms";
    static final String MAX_RETRIES = "max.retries";
    static final String RETRY_WAIT = "retries.wait.ms";
    static final String RETRY_MAX_WAIT = "retries.max.wait.ms";

    private static final String USER_INFO_ALIAS = "schema.registry.basic.auth.user.info";
    private static final String FROM_URL = "URL";
    private static final String FROM_USER_INFO = "USER_INFO";
    private static final String FROM_SASL = "SASL_INHERIT";
    private static final List<String> SUBJECT_STRATEGIES =
            List.of("key.subject.name.strategy", "value.subject.name.strategy");

    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(REGISTRY_URL, Type.LIST, Importance.HIGH, "Addresses of the schema registry, tried in turn.")
            .define(AUTO_REGISTER, Type.BOOLEAN, true, Importance.MEDIUM, "Register the schemas of written values.")
            .define(USE_LATEST, Type.BOOLEAN, false, Importance.LOW, "Write with the subject's newest schema.")
            .define(NORMALIZE, Type.BOOLEAN, false, Importance.LOW, "Let the registry normalize schemas.")
            .define(SPECIFIC_READER, Type.BOOLEAN, false, Importance.MEDIUM, "Read into generated classes.")
            .define(
                    CREDENTIALS_SOURCE,
                    Type.STRING,
                    FROM_URL,
                    ValidString.in(FROM_URL, FROM_USER_INFO, FROM_SASL),
                    Importance.MEDIUM,
                    "Where user and password come from.")
            .define(USER_INFO, Type.PASSWORD, null, Importance.MEDIUM, "user:password")
            .define(USER_INFO_ALIAS, Type.PASSWORD, null, Importance.LOW, "Older name of " + USER_INFO)
            .define(SaslConfigs.SASL_JAAS_CONFIG, Type.PASSWORD, null, Importance.LOW, "Kafka's own login.")
            // Confluent's default is a minute, but a consumer that waits for minutes is thrown out of its group.
            .define(TIMEOUT, Type.INT, 10_000, Range.atLeast(1), Importance.LOW, "Time for one request.")
            .define(MAX_RETRIES, Type.INT, 3, Range.atLeast(0), Importance.LOW, "Further rounds over all addresses.")
            .define(RETRY_WAIT, Type.INT, 1_000, Range.atLeast(0), Importance.LOW, "Pause before the second round.")
            .define(RETRY_MAX_WAIT, Type.INT, 20_000, Range.atLeast(0), Importance.LOW, "Longest pause.");

    /**
     * @param settings a Kafka client's settings; keys of others are passed over
     * @throws ConfigException when a setting is missing or wrong
     */
    AvroSerdeConfig(Map<String, ?> settings) {
        super(DEFINITION, settings, false);
        requireSubjectsByTopic();
    }

    private void requireSubjectsByTopic() {
        for (String key : SUBJECT_STRATEGIES) {
            Object strategy = originals().get(key);
            if (strategy != null && !strategy.toString().endsWith(".TopicNameStrategy")) {
                throw new ConfigException(
                        key,
                        strategy,
                        "only TopicNameStrategy is supported: subjects are {topic}-key and {topic}-value");
            }
        }
    }

    /** The registries to try, in order, each with what to log in with. */
    List<RegistryAddress> addresses() {
        List<RegistryAddress> addresses = getList(REGISTRY_URL).stream()
                .filter(url -> !url.isBlank())
                .map(RegistryAddress::parse)
                .toList();
        if (addresses.isEmpty()) {
            throw new ConfigException(
                    REGISTRY_URL + " is empty; name at least one registry, such as" + " http://localhost:8081.");
        }
        return switch (getString(CREDENTIALS_SOURCE)) {
            case FROM_USER_INFO -> withCredentials(addresses, userInfo());
            case FROM_SASL -> withCredentials(addresses, saslLogin());
            default -> addresses;
        };
    }

    Duration timeout() {
        return Duration.ofMillis(getInt(TIMEOUT));
    }

    int maxRetries() {
        return getInt(MAX_RETRIES);
    }

    /** The pause before the given further round, from 1: doubled each time, up to a limit. */
    Duration pauseBefore(int round) {
        long doubled = getInt(RETRY_WAIT) * (1L << Math.min(round - 1, 30));
        return Duration.ofMillis(Math.min(doubled, getInt(RETRY_MAX_WAIT)));
    }

    private static List<RegistryAddress> withCredentials(List<RegistryAddress> addresses, BasicCredentials login) {
        return addresses.stream()
                .map(address -> new RegistryAddress(address.base(), Optional.of(login)))
                .toList();
    }

    private BasicCredentials userInfo() {
        return Optional.ofNullable(getPassword(USER_INFO))
                .or(() -> Optional.ofNullable(getPassword(USER_INFO_ALIAS)))
                .map(Password::value)
                .filter(text -> text.contains(":"))
                .map(BasicCredentials::new)
                .orElseThrow(() -> new ConfigException(CREDENTIALS_SOURCE + " is " + FROM_USER_INFO + ", but "
                        + USER_INFO + " is not set to user:password."));
    }

    private BasicCredentials saslLogin() {
        Password jaas = getPassword(SaslConfigs.SASL_JAAS_CONFIG);
        if (jaas == null) {
            throw new ConfigException(
                    CREDENTIALS_SOURCE + " is " + FROM_SASL + ", but " + SaslConfigs.SASL_JAAS_CONFIG + " is not set.");
        }
        JaasContext login = JaasContext.loadClientContext(Map.of(SaslConfigs.SASL_JAAS_CONFIG, jaas));
        return login.configurationEntries().stream()
                .map(entry -> entry.getOptions())
                .filter(options -> options.containsKey("username") && options.containsKey("password"))
                .map(options -> new BasicCredentials(options.get("username") + ":" + options.get("password")))
                .findFirst()
                .orElseThrow(() -> new ConfigException(CREDENTIALS_SOURCE + " is " + FROM_SASL + ", but "
                        + SaslConfigs.SASL_JAAS_CONFIG + " names no username and password."));
    }
}
