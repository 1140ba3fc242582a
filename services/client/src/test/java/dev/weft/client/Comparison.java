package dev.weft.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.client.rollout.UnansweredOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares the client's operations with those of an OpenAPI document. */
final class Comparison {

  /**
   * Query parameters for clients that cannot set headers, or cannot read an id without an event.
   */
  private static final Map<String, Set<String>> FOR_BROWSERS =
      Map.of("predictions", Set.of("lastEventId", "position"));

  private final OpenApi api;
  private final Differences requests;
  private final Differences answers;
  private final List<String> found = new ArrayList<>();

  Comparison(OpenApi api) {
    this.api = api;
    this.requests = new Differences(api, false);
    this.answers = new Differences(api, true);
  }

  /** Returns the differences. */
  List<String> of(List<Operation<?>> offered) {
    Map<String, OpenApi.Described> operations = api.operations();
    for (Operation<?> operation : offered) {
      OpenApi.Described described = operations.get(operation.id());
      if (described == null) {
        found.add(operation.id() + " is not in the document");
      } else {
        compare(operation, described);
      }
    }
    found.addAll(requests.found());
    found.addAll(answers.found());
    return found;
  }

  private void compare(Operation<?> operation, OpenApi.Described described) {
    String id = operation.id();
    same(id + ": another method", operation.method(), described.method());
    same(id + ": another path", operation.path(), described.path());
    query(operation, described);
    Set<String> headers = new TreeSet<>();
    operation.headers().forEach(each -> headers.add(each.toString()));
    same(id + ": other headers", headers, described.parameters("header").keySet());
    body(operation, described);
    if (operation.answer() == Void.class && !operation.accepts().equals("text/event-stream")) {
      same(id + ": nothing is answered", true, described.json().at("/responses").has("204"));
    } else {
      answer(operation, described);
    }
  }

  private void query(Operation<?> operation, OpenApi.Described described) {
    Map<String, JsonNode> parameters = described.parameters("query");
    Set<String> names = new TreeSet<>(FOR_BROWSERS.getOrDefault(operation.id(), Set.of()));
    if (operation.query() != null) {
      Differences.members(operation.query())
          .forEach(
              (name, component) -> {
                names.add(name);
                if (parameters.containsKey(name)) {
                  requests.compare(
                      operation.id() + "?" + name,
                      component.getGenericType(),
                      parameters.get(name));
                }
              });
    }
    same(operation.id() + ": other query parameters", names, parameters.keySet());
  }

  private void body(Operation<?> operation, OpenApi.Described described) {
    String where = operation.id() + ": the body";
    boolean json = !described.requestSchema().isMissingNode();
    boolean any = described.json().has("requestBody");
    if (operation.body() == null) {
      same(where, false, any);
    } else if (operation.body() == byte[].class) {
      same(where + " is bytes", true, any && !json);
    } else if (json) {
      requests.compare(where, operation.body(), described.requestSchema());
    } else {
      found.add(where + " is not in the document");
    }
  }

  private void answer(Operation<?> operation, OpenApi.Described described) {
    String id = operation.id();
    Set<String> statuses = described.successes();
    if (operation.headers().contains(Header.IF_MATCH)) {
      answers.compare(
          id + " unanswered", UnansweredOrder.class, described.answers("202").get(Operation.JSON));
      statuses.remove("202");
    }
    same(id + ": has an answer", false, statuses.isEmpty());
    for (String status : statuses) {
      Map<String, JsonNode> schemas = described.answers(status);
      if (operation.accepts().equals(Operation.JSON)) {
        json(id, operation.answer(), schemas.get(Operation.JSON));
      } else if (!operation.accepts().equals("*/*")) {
        Set<String> missing = new TreeSet<>(List.of(operation.accepts().split(", ")));
        missing.removeAll(schemas.keySet());
        same(id + ": media types that are not in the document", missing, Set.of());
      }
    }
  }

  private void json(String id, Class<?> answer, JsonNode schema) {
    if (schema == null) {
      found.add(id + ": no JSON is answered");
    } else if (answer == JsonNode.class) {
      same(id + ": has members", false, api.resolve(schema).has("properties"));
    } else {
      answers.compare(id, answer, schema);
    }
  }

  private void same(String what, Object client, Object document) {
    if (!client.equals(document)) {
      found.add(what + ": " + client + ", in the document " + document);
    }
  }
}
