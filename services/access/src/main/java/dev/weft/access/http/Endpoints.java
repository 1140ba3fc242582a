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
 * The endpoints that this process has of those in the table of rules, which are every service's.
 * The resources of one service share the first part of their paths with no other service.
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
   * @param roots first parts of the paths of resources
   */
  Endpoints(Rules rules, Set<String> roots) {
    this.rules = rules;
    this.roots = Set.copyOf(roots);
  }

  /** Whether a path is where resources are, and nothing else. */
  boolean include(String path) {
    return roots.contains(root(path));
  }

  /** The methods of a path; none if it is not there. */
  SortedSet<String> methods(String path) {
    return include(path) ? rules.methods(path) : Collections.emptySortedSet();
  }

  private static String root(String path) {
    String inner = path.startsWith("/") ? path.substring(1) : path;
    int end = inner.indexOf('/');
    return end < 0 ? inner : inner.substring(0, end);
  }
}
