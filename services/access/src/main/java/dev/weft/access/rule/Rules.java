package dev.weft.access.rule;

import static dev.weft.access.Role.LABELER;
import static dev.weft.access.Role.MONITOR;
import static dev.weft.access.Role.OPERATOR;
import static dev.weft.access.Role.PUBLISHER;
import static dev.weft.access.Role.REPLICA;
import static dev.weft.access.Role.VIEWER;

import dev.weft.access.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Every endpoint of every service with the role that it needs. Endpoints that are not listed are
 * accessible to nobody. The first matching rule applies.
 */
public final class Rules {

  /** Endpoint for signing in and out, and for a caller to read its own identity. */
  public static final String SESSION = "/v1/session";

  private final Map<Rule, PathPattern> rules = new LinkedHashMap<>();

  private Rules(List<Rule> table) {
    table.forEach(rule -> rules.put(rule, PathPattern.of(rule.path())));
  }

  /**
   * The table.
   *
   * @param openMetrics whether metrics are public
   */
  public static Rules table(boolean openMetrics) {
    List<Rule> table = new ArrayList<>();
    // The dashboard's static files, signing in, and probes.
    anyone(table, "GET", "/", "/index.html", "/app/**", "/lib/**", SESSION);
    anyone(table, "POST", SESSION);
    anyone(table, "DELETE", SESSION);
    // The events' schemas, which are part of every release.
    anyone(table, "GET", "/v1/schemas/{name}");
    anyone(table, "GET", "/q/health", "/q/health/**", "/v2/health/live", "/v2/health/ready");
    if (openMetrics) {
      anyone(table, "GET", "/q/metrics");
    }
    only(table, MONITOR, "GET", "/q/metrics");
    only(table, VIEWER, "GET", "/q/openapi");
    images(table);
    models(table);
    inference(table);
    only(table, REPLICA, "GET", "/internal/views", "/internal/views/{id}");
    only(table, REPLICA, "GET", "/internal/erasures/{id}", "/internal/images/by-key");
    only(table, REPLICA, "GET", "/internal/labels/ranking", "/internal/labels/counts");
    only(table, REPLICA, "GET", "/internal/images/count");
    only(table, REPLICA, "POST", "/internal/images/known");
    return new Rules(table);
  }

  private static void images(List<Rule> table) {
    only(table, VIEWER, "GET", "/v1/images", "/v1/images/{id}", "/v1/images/{id}/content");
    only(table, VIEWER, "GET", "/v1/images/{id}/explanation", "/v1/images/{id}/preview");
    only(table, VIEWER, "GET", "/v1/labels", "/v1/labels/queue", "/v1/predictions/stream");
    only(table, VIEWER, "GET", "/v1/system");
    only(table, VIEWER, "GET", "/v1/erasures/{id}");
    only(table, PUBLISHER, "POST", "/v1/images");
    only(table, LABELER, "POST", "/v1/images/{id}/label");
    only(table, LABELER, "DELETE", "/v1/images/{id}/label");
    only(table, OPERATOR, "DELETE", "/v1/images/{id}");
  }

  private static void models(List<Rule> table) {
    only(table, VIEWER, "GET", "/v1/models", "/v1/models/{model}/versions");
    only(table, VIEWER, "GET", "/v1/models/{model}/versions/{version}");
    only(table, VIEWER, "GET", "/v1/models/{model}/uncertainty");
    only(table, VIEWER, "POST", "/v1/models/{model}/uncertainty/preview");
    only(table, VIEWER, "GET", "/v1/models/{model}/versions/{version}/evaluation");
    only(table, VIEWER, "GET", "/v1/trainings/{id}/evaluation");
    only(table, VIEWER, "GET", "/v1/trainings", "/v1/trainings/{id}", "/v1/trainings/{id}/stream");
    only(table, VIEWER, "GET", "/v1/trainings/{id}/report", "/v1/trainings/{id}/report/{picture}");
    only(table, VIEWER, "GET", "/v1/datasets", "/v1/datasets/{name}", "/v1/datasets/{name}/images");
    only(table, OPERATOR, "POST", "/v1/models", "/v1/trainings", "/v1/datasets");
    only(table, OPERATOR, "DELETE", "/v1/models/{model}", "/v1/trainings/{id}");
    only(table, OPERATOR, "DELETE", "/v1/datasets/{name}");
    only(table, VIEWER, "GET", "/v1/rollouts", "/v1/rollouts/{model}");
    only(table, VIEWER, "GET", "/v1/rollouts/{model}/stream");
    only(table, OPERATOR, "PUT", "/v1/rollouts/{model}", "/v1/rollouts/{model}/aliases/{alias}");
    only(table, OPERATOR, "DELETE", "/v1/rollouts/{model}/aliases/{alias}");
    only(table, OPERATOR, "POST", "/v1/rollouts/{model}/{action}");
  }

  /** Rules of the Open Inference Protocol. */
  private static void inference(List<Rule> table) {
    only(table, VIEWER, "GET", "/v2", "/v2/models/{model}", "/v2/models/{model}/ready");
    only(table, VIEWER, "GET", "/v2/models/{model}/versions/{version}");
    only(table, VIEWER, "GET", "/v2/models/{model}/versions/{version}/ready");
    only(table, PUBLISHER, "POST", "/v2/models/{model}/infer");
    only(table, PUBLISHER, "POST", "/v2/models/{model}/versions/{version}/infer");
  }

  /**
   * The rule that applies to a request; empty if nobody may send it.
   *
   * @param method HTTP method
   * @param path without query, normalized
   */
  public Optional<Rule> find(String method, String path) {
    // Matrix parameters, which a service would ignore.
    if (path.indexOf(';') >= 0) {
      return Optional.empty();
    }
    String asked = method.equals("HEAD") ? "GET" : method;
    List<String> segments = PathPattern.split(path);
    return rules.entrySet().stream()
        .filter(each -> each.getKey().method().equals(asked))
        .filter(each -> each.getValue().matches(segments))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * The methods of a path in alphabetical order, including those that HTTP implies; empty if the
   * path does not exist.
   *
   * @param path without query, normalized
   */
  public SortedSet<String> methods(String path) {
    SortedSet<String> methods = new TreeSet<>();
    if (path.indexOf(';') < 0) {
      List<String> segments = PathPattern.split(path);
      rules.forEach(
          (rule, pattern) -> {
            if (pattern.matches(segments)) {
              methods.add(rule.method());
            }
          });
    }
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    if (!methods.isEmpty()) {
      methods.add("OPTIONS");
    }
    return methods;
  }

  /** All rules, in order of precedence. */
  public List<Rule> all() {
    return List.copyOf(rules.keySet());
  }

  private static void anyone(List<Rule> table, String method, String... paths) {
    for (String path : paths) {
      table.add(new Rule(method, path, Optional.empty()));
    }
  }

  private static void only(List<Rule> table, Role role, String method, String... paths) {
    for (String path : paths) {
      table.add(new Rule(method, path, Optional.of(role)));
    }
  }
}
