package dev.tideline.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a request to the first registry of the list that answers. What says nothing about the request (no connection,
 * no answer in time, overload, a server's failure, an answer that is not JSON) leads to the next address, and after the
 * last one, following a pause, to the next round. Thread-safe.
 */
final class RegistryTransport {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryTransport.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;

    private final AvroSerdeConfig config;
    private final List<RegistryAddress> addresses;
    private volatile int preferred;

    RegistryTransport(AvroSerdeConfig config) {
        this.config = config;
        this.addresses = config.addresses();
    }

    /** One for the JVM: a client has a thread of its own, and a Streams application makes dozens of serdes. */
    private static final class Http {
        static final HttpClient CLIENT =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    JsonNode get(String path) throws RegistryErrorException {
        return send(path, request -> request.GET());
    }

    JsonNode post(String path, JsonNode body) throws RegistryErrorException {
        return send(path, request -> request.header("Content-Type", MEDIA_TYPE)
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private interface Verb {
        HttpRequest.Builder on(HttpRequest.Builder request);
    }

    private JsonNode send(String path, Verb verb) throws RegistryErrorException {
        IOException failure = new IOException("no attempt was made");
        for (int round = 0; round <= config.maxRetries(); round++) {
            pauseBefore(round);
            int first = preferred;
            for (int i = 0; i < addresses.size(); i++) {
                int index = (first + i) % addresses.size();
                try {
                    JsonNode answer = exchange(addresses.get(index), path, verb);
                    preferred = index;
                    return answer;
                } catch (IOException e) {
                    LOG.debug(
                            "Schema registry {} gave no answer",
                            addresses.get(index).base(),
                            e);
                    failure = e;
                }
            }
        }
        List<String> tried = addresses.stream().map(RegistryAddress::base).toList();
        throw new RegistryUnavailableException(
                "No schema registry answers at " + String.join(", ", tried) + " (" + failure.getMessage()
                        + "). Start it" + " or correct " + AvroSerdeConfig.REGISTRY_URL
                        + "; the record is not at fault.",
                failure);
    }

    private JsonNode exchange(RegistryAddress address, String path, Verb verb)
            throws IOException, RegistryErrorException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address.base() + path)).header("Accept", MEDIA_TYPE);
        address.credentials().ifPresent(login -> request.header("Authorization", login.header()));
        HttpResponse<String> response = await(address, verb.on(request).build());
        int status = response.statusCode();
        if (status >= 500 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS) {
            throw new IOException(address.base() + " answers HTTP " + status + ": " + words(response.body()));
        }
        if (status >= 300) {
            throw refusal(status, response.body());
        }
        return JSON.readTree(response.body());
    }

    /** A request's own timeout ends with the headers; a body that never comes must not hold a consumer either. */
    private HttpResponse<String> await(RegistryAddress address, HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<String>> response = Http.CLIENT.sendAsync(request, BodyHandlers.ofString());
        try {
            return response.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(address.base() + " does not answer within " + config.timeout(), e);
        } catch (ExecutionException e) {
            throw new IOException(address.base() + " cannot be reached: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            response.cancel(true);
        }
    }

    private static RegistryErrorException refusal(int status, String body) {
        try {
            int code = JSON.readTree(body).path("error_code").asInt(status);
            return new RegistryErrorException(code, words(body));
        } catch (JsonProcessingException e) {
            return new RegistryErrorException(status, words(body));
        }
    }

    /** The registry's own words where it sent any, else the beginning of what it sent. */
    private static String words(String body) {
        try {
            return JSON.readTree(body).path("message").asText("no message");
        } catch (JsonProcessingException e) {
            return "\"" + body.substring(0, Math.min(body.length(), 80)) + "\"";
        }
    }

    private void pauseBefore(int round) {
        if (round > 0) {
            try {
                Thread.sleep(config.pauseBefore(round).toMillis());
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }
}
