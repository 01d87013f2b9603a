package dev.tideline.model.claim;

import dev.tideline.model.claim.ClaimCheckException.Reason;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Web servers. Follows no redirect: what a server answers must not lead to addresses that were not allowed. */
final class HttpSource implements PictureSource {
    private static final int OK = 200;
    /** Not there, and gone for good. */
    private static final Set<Integer> MISSING = Set.of(404, 410);
    /** Of the answers that blame the request, those that only say "later": timeout, too early, too many. */
    private static final Set<Integer> LATER = Set.of(408, 425, 429);

    private final HttpClient client;

    HttpSource(Duration connectWithin) {
        client = HttpClient.newBuilder()
                .connectTimeout(connectWithin)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    @Override
    public byte[] read(PictureAddress address, int length, Duration answerWithin, Duration wholeWithin)
            throws ClaimCheckException, IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.uri())
                .timeout(answerWithin)
                .GET()
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request, info -> new ExactBody(wanted(info, length)));
        try {
            return body(address, length, answer.get(wholeWithin.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw new IOException("no whole answer within " + wholeWithin.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException fault) {
                throw fault;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IOException(e.getCause());
        } finally {
            // Ends what is still going on; does nothing otherwise.
            answer.cancel(true);
        }
    }

    /** How much of the body to read: nothing of an answer that is no picture, or not the one that was claimed. */
    private static int wanted(ResponseInfo info, int length) {
        OptionalLong announced = info.headers().firstValueAsLong("content-length");
        return info.statusCode() == OK && announced.orElse(length) == length ? length : 0;
    }

    private static byte[] body(PictureAddress address, int length, HttpResponse<byte[]> response)
            throws ClaimCheckException, IOException {
        int status = response.statusCode();
        if (status == OK) {
            if (response.body().length != length) {
                throw PictureSource.wrongLength(address, length, found(response));
            }
            return response.body();
        }
        if (MISSING.contains(status)) {
            throw new ClaimCheckException(Reason.MISSING, "The server answers " + status + " for " + address + ".");
        }
        if (status >= 500 || LATER.contains(status)) {
            throw new IOException("the server answers " + status);
        }
        throw new ClaimCheckException(
                Reason.REFUSED,
                "The server answers " + status + " for " + address
                        + (status / 100 == 3 ? "; redirects are not followed." : "."));
    }

    private static String found(HttpResponse<byte[]> response) {
        OptionalLong announced = response.headers().firstValueAsLong("content-length");
        return announced.isPresent() ? Long.toString(announced.getAsLong()) : "more or fewer";
    }
}
