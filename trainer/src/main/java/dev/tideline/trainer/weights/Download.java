package dev.tideline.trainer.weights;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One file from a server.
 *
 * <p>Threading: the caller waits, the client's threads write and tell the progress; the counters are volatile for that.
 */
final class Download implements Consumer<Optional<byte[]>> {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

    private final String name;
    private final URI source;
    private final Duration patience;
    private final DownloadProgress progress;
    private OutputStream out;
    private volatile long received;
    private volatile long total;
    private volatile IOException writeFault;

    /** @param patience how long nothing may arrive before the download is given up */
    Download(String name, URI source, Duration patience, DownloadProgress progress) {
        this.name = name;
        this.source = source;
        this.patience = patience;
        this.progress = progress;
    }

    /**
     * @param target an empty file; after a failure it may hold a part
     * @throws UnreachableException when the server cannot be reached, refuses, stalls, or sends less than it announced
     * @throws IOException when the target cannot be written
     */
    void to(Path target) throws IOException, InterruptedException, UnreachableException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        try (OutputStream opened = Files.newOutputStream(target, StandardOpenOption.TRUNCATE_EXISTING)) {
            out = opened;
            CompletableFuture<HttpResponse<Void>> answer =
                    client.sendAsync(HttpRequest.newBuilder(source).build(), this::subscriber);
            HttpResponse<Void> response = await(answer);
            if (response.statusCode() != 200) {
                throw new UnreachableException("the server answered with status " + response.statusCode());
            }
        }
        if (writeFault != null) {
            throw writeFault;
        }
    }

    private HttpResponse.BodySubscriber<Void> subscriber(HttpResponse.ResponseInfo info) {
        if (info.statusCode() != 200) {
            return BodySubscribers.replacing(null);
        }
        total = info.headers().firstValueAsLong("Content-Length").orElse(0);
        return BodySubscribers.ofByteArrayConsumer(this);
    }

    /** A part has arrived, or the end. An exception here would leave the client waiting. */
    @Override
    public void accept(Optional<byte[]> part) {
        if (part.isEmpty() || writeFault != null) {
            return;
        }
        try {
            out.write(part.get());
            received += part.get().length;
            progress.received(name, received, total);
        } catch (IOException e) {
            writeFault = e;
        }
    }

    private HttpResponse<Void> await(CompletableFuture<HttpResponse<Void>> answer)
            throws InterruptedException, UnreachableException {
        try {
            while (true) {
                long before = received;
                try {
                    return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (received == before) {
                        throw new UnreachableException("nothing arrived for " + patience.toSeconds() + " s");
                    }
                }
            }
        } catch (ExecutionException e) {
            throw new UnreachableException(
                    received == 0
                            ? "the server cannot be reached (" + e.getCause() + ")"
                            : "the download was cut short after " + received + " of " + total + " bytes");
        } finally {
            answer.cancel(true);
        }
    }

    /** The file did not come; the message says why, as a clause. */
    static final class UnreachableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreachableException(String message) {
            super(message);
        }
    }
}
