package dev.weft.access.http;

import dev.weft.access.rule.Rules;
import io.quarkus.arc.Arc;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * The endpoints of this process, out of the table of rules, which covers all services. No two
 * services have resources whose paths share the first segment.
 */
@Singleton
final class Endpoints {

  private final Rules rules;
  private final Set<String> roots;

  @Inject
  Endpoints(Access access) {
    this(
        access.rules(),
        Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE).stream()
            .map(bean -> bean.getBeanClass().getAnnotation(Path.class))
            .filter(Objects::nonNull)
            .map(path -> root(path.value()))
            .collect(Collectors.toSet()));
  }

  /**
   * @param roots first segments of the resources' paths
   */
  Endpoints(Rules rules, Set<String> roots) {
    this.rules = rules;
    this.roots = Set.copyOf(roots);
  }

  /** Whether a path is below one of the roots. */
  boolean include(String path) {
    return roots.contains(root(path));
  }

  /** The methods of a path; empty if the path does not exist. */
  SortedSet<String> methods(String path) {
    return include(path) ? rules.methods(path) : Collections.emptySortedSet();
  }

  private static String root(String path) {
    String inner = path.startsWith("/") ? path.substring(1) : path;
    int end = inner.indexOf('/');
    return end < 0 ? inner : inner.substring(0, end);
  }
}
