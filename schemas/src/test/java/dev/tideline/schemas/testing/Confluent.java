package dev.tideline.schemas.testing;

import dev.tideline.events.ImageEvent;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Confluent's own serializer and deserializer 7.9.5, with their own Avro and Kafka classes, walled off in a class loader.
 * The build fetches the jar into {@code target/confluent} before integration tests.
 */
public final class Confluent implements AutoCloseable {
    private static final Path JAR = Path.of("target", "confluent", "confluent-avro.jar");
    private static final String SHA_256 = "fcba31945ab17f393008f46975b37dd12516e59f536b0bec5a19ab9fd84464d1";

    private final URLClassLoader loader;
    private final Class<?> side;

    private Confluent(URLClassLoader loader, Class<?> side) {
        this.loader = loader;
        this.side = side;
    }

    /** Loads the classes, after a check that the jar is the one that is meant. */
    public static Confluent load() throws IOException, ReflectiveOperationException {
        String actual = sha256(JAR);
        if (!actual.equals(SHA_256)) {
            throw new IOException(JAR + " has SHA-256 " + actual + ", but must have " + SHA_256);
        }
        List<URL> places = List.of(JAR.toUri().toURL(), placeOf(ConfluentSide.class), placeOf(ImageEvent.class));
        URLClassLoader loader = new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        return new Confluent(loader, loader.loadClass(ConfluentSide.class.getName()));
    }

    /** See {@link ConfluentSide#write}. */
    public byte[] write(Map<String, Object> settings, String topic, String schema, byte[] avro) throws Throwable {
        return (byte[]) call(
                side.getMethod("write", Map.class, String.class, String.class, byte[].class),
                settings,
                topic,
                schema,
                avro);
    }

    /** See {@link ConfluentSide#read}. */
    public String read(Map<String, Object> settings, String topic, byte[] record) throws Throwable {
        return (String) call(side.getMethod("read", Map.class, String.class, byte[].class), settings, topic, record);
    }

    private Object call(Method method, Object... arguments) throws Throwable {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL placeOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
