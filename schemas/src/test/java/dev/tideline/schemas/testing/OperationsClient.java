package dev.tideline.schemas.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a service over HTTP, as Prometheus and Kubernetes would. */
public final class OperationsClient {
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z]\\w*(?:\\{.*})?) (\\S+)$");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;

    public OperationsClient(String url) {
        this.url = url;
    }

    public int status(String path) {
        return get(path).statusCode();
    }

    public JsonNode json(String path) {
        try {
            return JSON.readTree(get(path).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every sample that is there now, by name and labels as they are written. */
    public Map<String, Double> metrics() {
        Map<String, Double> samples = new TreeMap<>();
        Matcher matcher = SAMPLE.matcher(get("/metrics").body());
        while (matcher.find()) {
            samples.put(matcher.group(1), Double.parseDouble(matcher.group(2)));
        }
        return samples;
    }

    /** The value of a sample that must be there. */
    public double metric(String sample) {
        Double value = metrics().get(sample);
        if (value == null) {
            throw new AssertionError("There is no sample " + sample);
        }
        return value;
    }

    private HttpResponse<String> get(String path) {
        try {
            return client.send(HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
