package dev.tideline.schemas.settings;

import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.common.MapBackedConfigSource;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Settings by key, from four places. In rising order: the default that the asking code gives, the file
 * {@code tideline.properties}, the environment ({@code TIDELINE_CLASSIFIER_BATCH_SIZE} sets
 * {@code classifier.batch.size}), and flags. A value may refer to another key: {@code ${other.key}}.
 *
 * <p>Every key that was asked for is remembered, so that a service can print its {@link #effective()} settings. Keys
 * are lower-case words joined by dots. Thread-safe.
 */
public final class Settings {
    private static final String ENVIRONMENT_PREFIX = "TIDELINE_";

    private final SmallRyeConfig config;
    private final NavigableMap<String, String> asked = new ConcurrentSkipListMap<>();

    private Settings(SmallRyeConfig config) {
        this.config = config;
    }

    /**
     * @param file a properties file; need not exist
     * @param environment the process's environment; names that do not begin with {@code TIDELINE_} are passed over
     * @param flags key to value, as given on the command line
     * @throws SettingsException when the file exists and cannot be read
     */
    public static Settings load(Path file, Map<String, String> environment, Map<String, String> flags) {
        Map<String, String> fromEnvironment = new HashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(ENVIRONMENT_PREFIX)) {
                fromEnvironment.put(keyOf(name), value);
            }
        });
        return new Settings(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(
                        new Layer(file.toString(), read(file), 100),
                        new Layer("the environment", fromEnvironment, 300),
                        new Layer("the command line", flags, 400))
                .build());
    }

    /** Settings from the given values alone: no file, no environment. */
    public static Settings of(Map<String, String> values) {
        return load(Path.of("tideline.properties.absent"), Map.of(), values);
    }

    private static String keyOf(String environmentName) {
        return environmentName
                .substring(ENVIRONMENT_PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '.');
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new SettingsException("The settings file " + file + " cannot be read: " + e.getMessage()
                        + ". Make it a readable UTF-8 properties file, or remove it.");
            }
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(Function.identity(), properties::getProperty));
    }

    public Optional<String> text(String key) {
        Optional<String> value = value(key).map(ConfigValue::getValue);
        asked.put(key, value.orElse(""));
        return value;
    }

    public String text(String key, String otherwise) {
        return parsed(key, otherwise, "a text", Function.identity());
    }

    /** A whole number from {@code least} to {@code most}. */
    public int integer(String key, int otherwise, int least, int most) {
        String wanted = "a whole number from " + least + " to " + most;
        return parsed(key, otherwise, wanted, text -> {
            int number = Integer.parseInt(text);
            return require(number, number >= least && number <= most);
        });
    }

    /** A whole number from {@code least} to {@code most}, or empty for {@code auto}, which is also the default. */
    public OptionalInt integerOrAuto(String key, int least, int most) {
        String wanted = "auto, or a whole number from " + least + " to " + most;
        return parsed(
                key,
                OptionalInt.empty(),
                wanted,
                text -> {
                    if (text.equals("auto")) {
                        return OptionalInt.empty();
                    }
                    int number = Integer.parseInt(text);
                    return OptionalInt.of(require(number, number >= least && number <= most));
                },
                number -> number.isPresent() ? Integer.toString(number.getAsInt()) : "auto");
    }

    /** A number from {@code least} to {@code most}. */
    public double number(String key, double otherwise, double least, double most) {
        String wanted = "a number from " + least + " to " + most;
        return parsed(key, otherwise, wanted, text -> {
            double number = Double.parseDouble(text);
            return require(number, number >= least && number <= most);
        });
    }

    /** A time such as {@code 250ms}, {@code 30s}, {@code 5m}, {@code 12h} or {@code 7d}. */
    public Duration duration(String key, Duration otherwise) {
        return parsed(key, otherwise, "a time such as 250ms, 30s, 5m, 12h or 7d", Durations::parse, Durations::format);
    }

    public boolean yes(String key, boolean otherwise) {
        return parsed(key, otherwise, "true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        });
    }

    /** One of the constants of an enum, in lower case. */
    public <E extends Enum<E>> E choice(String key, E otherwise) {
        Class<E> type = otherwise.getDeclaringClass();
        String wanted = "one of "
                + Arrays.stream(type.getEnumConstants())
                        .map(Settings::lowerCase)
                        .collect(Collectors.joining(", "));
        return parsed(
                key, otherwise, wanted, text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)), Settings::lowerCase);
    }

    /** The values of all keys that begin with a prefix, by the rest of their keys. */
    public Map<String, String> under(String prefix) {
        Map<String, String> found = new TreeMap<>();
        for (String key : config.getPropertyNames()) {
            if (key.startsWith(prefix)) {
                text(key).ifPresent(value -> found.put(key.substring(prefix.length()), value));
            }
        }
        return found;
    }

    /**
     * Every key that was asked for so far and the value that holds, for printing: what is secret by its name
     * (passwords, secrets, tokens, JAAS and user info) is masked.
     */
    public SortedMap<String, String> effective() {
        SortedMap<String, String> shown = new TreeMap<>();
        asked.forEach((key, value) -> shown.put(key, Secrets.masked(key, value)));
        return Collections.unmodifiableSortedMap(shown);
    }

    /**
     * @throws SettingsException when a key was set on the command line or in the file that nothing has asked for: most
     *     likely a misspelling
     */
    public void rejectUnasked() {
        for (String key : config.getPropertyNames()) {
            if (!asked.containsKey(key)) {
                value(key).ifPresent(value -> {
                    throw new SettingsException("Unknown setting " + key + " (from " + value.getSourceName()
                            + "). Known settings here: " + String.join(", ", asked.keySet()) + ".");
                });
            }
        }
    }

    private <T> T parsed(String key, T otherwise, String wanted, Function<String, T> parser) {
        return parsed(key, otherwise, wanted, parser, Object::toString);
    }

    private <T> T parsed(
            String key, T otherwise, String wanted, Function<String, T> parser, Function<T, String> formatter) {
        Optional<ConfigValue> configured = value(key);
        asked.put(key, configured.map(ConfigValue::getValue).orElseGet(() -> formatter.apply(otherwise)));
        if (configured.isEmpty()) {
            return otherwise;
        }
        try {
            return parser.apply(configured.get().getValue().trim());
        } catch (IllegalArgumentException | DateTimeParseException e) {
            String shown =
                    Secrets.isSecret(key) ? Secrets.MASK : configured.get().getValue();
            throw new SettingsException("Setting " + key + " is \"" + shown + "\" (from "
                    + configured.get().getSourceName() + "), but must be " + wanted + ".");
        }
    }

    private Optional<ConfigValue> value(String key) {
        ConfigValue value = config.getConfigValue(key);
        return value.getValue() == null || value.getValue().isBlank() ? Optional.empty() : Optional.of(value);
    }

    private static <T> T require(T value, boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Values from one place, named as people know it. */
    private static final class Layer extends MapBackedConfigSource {
        private static final long serialVersionUID = 1L;

        Layer(String name, Map<String, String> values, int ordinal) {
            super(name, values, ordinal);
        }
    }
}
