package dev.tideline.embedded.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of Confluent's REST API that its clients use, over a {@link Registry}. */
final class RestApi {
    private static final Logger LOG = LoggerFactory.getLogger(RestApi.class);
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Answers.Mode MODE = new Answers.Mode("READWRITE");

    private static final String SUBJECT = "/subjects/{subject}";
    private static final String VERSIONS = SUBJECT + "/versions";
    private static final String VERSION = VERSIONS + "/{version}";
    private static final String ID = "/schemas/ids/{id}";
    private static final String COMPATIBILITY = "/compatibility" + VERSIONS;

    private final Registry registry;

    RestApi(Registry registry) {
        this.registry = registry;
    }

    void addTo(Javalin server) {
        server.get("/", context -> answer(context, Map.of()));
        addSubjects(server);
        addSchemas(server);
        addCompatibility(server);
        addConfiguration(server);
        addFaults(server);
    }

    private void addSubjects(Javalin server) {
        get(server, "/subjects", this::subjects);
        post(
                server,
                SUBJECT,
                request -> Answers.Version.of(
                        registry.lookUp(request.subject(), request.schema(), request.flag("deleted"))));
        server.delete(SUBJECT, context -> {
            Request request = new Request(context);
            answer(context, registry.deleteSubject(request.subject(), request.flag("permanent")));
        });
        post(
                server,
                VERSIONS,
                request -> new Answers.Id(
                        registry.register(request.subject(), request.schema()).id()));
        get(server, VERSIONS, request -> registry.existing(request.subject(), request.flag("deleted")).stream()
                .map(SchemaVersion::version)
                .toList());
        get(server, VERSION, request -> Answers.Version.of(version(request)));
        server.get(
                VERSION + "/schema",
                context -> answerText(context, version(new Request(context)).schema()));
        get(server, VERSION + "/referencedby", request -> {
            version(request);
            return List.of();
        });
        server.delete(VERSION, context -> {
            Request request = new Request(context);
            answer(context, registry.deleteVersion(request.subject(), request.version(), request.flag("permanent")));
        });
    }

    private Object subjects(Request request) {
        return registry.subjects(request.flag("deleted")).stream()
                .filter(subject -> subject.startsWith(request.text("subjectPrefix")))
                .toList();
    }

    private SchemaVersion version(Request request) {
        return registry.version(request.subject(), request.version(), request.flag("deleted"));
    }

    private void addSchemas(Javalin server) {
        get(server, "/schemas/types", request -> List.of("AVRO"));
        get(server, ID, request -> new Answers.SchemaText(withId(request).get(0).schema()));
        server.get(
                ID + "/schema",
                context ->
                        answerText(context, withId(new Request(context)).get(0).schema()));
        get(
                server,
                ID + "/subjects",
                request -> live(request).map(SchemaVersion::subject).distinct().toList());
        get(server, ID + "/versions", request -> live(request)
                .map(Answers.SubjectVersion::of)
                .toList());
    }

    private List<SchemaVersion> withId(Request request) {
        return registry.withId(request.id());
    }

    private Stream<SchemaVersion> live(Request request) {
        return withId(request).stream().filter(version -> request.flag("deleted") || !version.deleted());
    }

    private void addCompatibility(Javalin server) {
        post(
                server,
                COMPATIBILITY,
                request -> compatible(request, registry.faults(request.subject(), request.schema())));
        post(
                server,
                COMPATIBILITY + "/{version}",
                request ->
                        compatible(request, registry.faults(request.subject(), request.schema(), request.version())));
    }

    private static Object compatible(Request request, List<String> faults) {
        return request.flag("verbose")
                ? new Answers.CompatibleWithReasons(faults.isEmpty(), faults)
                : new Answers.Compatible(faults.isEmpty());
    }

    private void addConfiguration(Javalin server) {
        get(server, "/config", request -> new Answers.Level(registry.globalLevel()));
        put(server, "/config", request -> setLevel(Optional.empty(), request.level()));
        server.delete("/config", context -> {
            CompatibilityLevel level = registry.globalLevel();
            registry.clearLevel(Optional.empty());
            answer(context, new Answers.Level(level));
        });
        get(server, "/config/{subject}", request -> new Answers.Level(level(request)));
        put(server, "/config/{subject}", request -> setLevel(Optional.of(request.subject()), request.level()));
        server.delete("/config/{subject}", context -> {
            String subject = new Request(context).subject();
            CompatibilityLevel level =
                    registry.level(Optional.of(subject)).orElseThrow(() -> RegistryException.noSubjectLevel(subject));
            registry.clearLevel(Optional.of(subject));
            answer(context, new Answers.Level(level));
        });
        get(server, "/mode", request -> MODE);
        get(server, "/mode/{subject}", request -> {
            if (!request.flag("defaultToGlobal")) {
                throw RegistryException.noSubjectMode(request.subject());
            }
            return MODE;
        });
    }

    private CompatibilityLevel level(Request request) {
        return registry.level(Optional.of(request.subject())).orElseGet(() -> {
            if (!request.flag("defaultToGlobal")) {
                throw RegistryException.noSubjectLevel(request.subject());
            }
            return registry.globalLevel();
        });
    }

    private Object setLevel(Optional<String> subject, CompatibilityLevel level) {
        registry.setLevel(subject, level);
        return new Answers.LevelUpdate(level);
    }

    private static void addFaults(Javalin server) {
        server.exception(RegistryException.class, (fault, context) -> {
            context.status(fault.status());
            answer(context, new Answers.Fault(fault.code(), fault.getMessage()));
        });
        server.exception(Exception.class, (fault, context) -> {
            LOG.error("{} {} failed", context.method(), context.path(), fault);
            context.status(500);
            answer(context, new Answers.Fault(50001, "Error in the backend data store: " + fault.getMessage()));
        });
        server.error(404, context -> {
            if (!CONTENT_TYPE.equals(context.res().getContentType())) {
                answer(context, new Answers.Fault(404, "HTTP 404 Not Found"));
            }
        });
    }

    private static void get(Javalin server, String path, Function<Request, Object> handler) {
        server.get(path, context -> answer(context, handler.apply(new Request(context))));
    }

    private static void post(Javalin server, String path, Function<Request, Object> handler) {
        server.post(path, context -> answer(context, handler.apply(new Request(context))));
    }

    private static void put(Javalin server, String path, Function<Request, Object> handler) {
        server.put(path, context -> answer(context, handler.apply(new Request(context))));
    }

    private static void answer(Context context, Object body) {
        try {
            answerText(context, JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("No JSON for " + body, e);
        }
    }

    private static void answerText(Context context, String json) {
        context.contentType(CONTENT_TYPE).result(json.getBytes(StandardCharsets.UTF_8));
    }
}
