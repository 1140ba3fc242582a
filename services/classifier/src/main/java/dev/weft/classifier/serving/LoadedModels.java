package dev.weft.classifier.serving;

import dev.weft.classifier.inflight.Models;
import dev.weft.classifier.inflight.Route;
import dev.weft.classifier.inflight.ServingModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Holds the serving version and, during a rollout, its candidate. Both are replaced atomically for
 * the next lease; a version that was replaced is closed when its last lease is released, so that
 * nothing in flight is dropped. Thread-safe.
 */
public final class LoadedModels implements Models, AutoCloseable {

  private final Set<Held> open = new HashSet<>();
  private volatile Traffic traffic;

  /**
   * The active versions and their split.
   *
   * @param candidate null if there is none
   */
  private record Traffic(Held serving, Held candidate, TrafficSplit split) {

    public Route route(String imageId) {
      if (candidate != null && split.isCandidates(imageId)) {
        return Route.canary(candidate.model, serving.model);
      }
      return candidate != null && split.isShadowed(imageId)
          ? Route.shadowed(serving.model, candidate.model)
          : Route.primary(serving.model);
    }

    Route routeTo(Held asked) {
      return asked == serving
          ? Route.primary(serving.model)
          : Route.canary(asked.model, serving.model);
    }

    public List<Held> parts() {
      return candidate == null ? List.of(serving) : List.of(serving, candidate);
    }

    public Held of(ServingModel model) {
      return candidate != null && candidate.model == model ? candidate : serving;
    }
  }

  /** A version with a reference count; being active counts as one. */
  private static final class Held {
    private final ServingModel model;
    private int needed = 1;

    private Held(ServingModel model) {
      this.model = model;
    }
  }

  /**
   * Replaces the active versions. The versions must be loaded, checked and warmed up; this takes
   * ownership and closes them.
   *
   * @param candidate empty if there is none, or it is not loaded
   * @param split between the two
   */
  public void become(ServingModel serving, Optional<ServingModel> candidate, TrafficSplit split) {
    List<Held> gone;
    synchronized (this) {
      var before = traffic;
      var next = new Traffic(hold(serving), candidate.map(this::hold).orElse(null), split);
      traffic = next;
      gone = before == null ? List.of() : release(before.parts());
    }
    gone.forEach(held -> held.model.engine().close());
  }

  /** Makes a version the only active one. */
  public void become(ServingModel serving) {
    become(serving, Optional.empty(), TrafficSplit.NONE);
  }

  private Held hold(ServingModel model) {
    for (Held held : open) {
      if (held.model == model) {
        held.needed++;
        return held;
      }
    }
    var held = new Held(model);
    open.add(held);
    return held;
  }

  /** Releases versions; returns those that have no references any more. */
  private List<Held> release(List<Held> parts) {
    var gone = new ArrayList<Held>();
    for (Held held : parts) {
      if (--held.needed == 0) {
        open.remove(held);
        gone.add(held);
      }
    }
    return gone;
  }

  /** The serving version; empty before the first. */
  public Optional<ServingModel> serving() {
    return Optional.ofNullable(traffic).map(now -> now.serving.model);
  }

  /** Memory of all loaded versions in bytes, including those that are only kept by leases. */
  public synchronized long residentBytes() {
    return open.stream().mapToLong(held -> held.model.engine().residentBytes()).sum();
  }

  @Override
  public synchronized Lease lease(String imageId) {
    return lease(require().route(imageId));
  }

  @Override
  public synchronized Lease leaseServing() {
    return lease(Route.primary(require().serving.model));
  }

  @Override
  public synchronized Optional<Lease> leaseVersion(int version) {
    return traffic == null
        ? Optional.empty()
        : traffic.parts().stream()
            .filter(held -> held.model.ref().version() == version)
            .findFirst()
            .map(held -> lease(traffic.routeTo(held)));
  }

  @Override
  public List<Integer> versions() {
    var now = traffic;
    return now == null
        ? List.of()
        : now.parts().stream().map(held -> held.model.ref().version()).toList();
  }

  private Traffic require() {
    if (traffic == null) {
      throw new IllegalStateException("no model serves yet");
    }
    return traffic;
  }

  private Lease lease(Route route) {
    var parts = new ArrayList<Held>();
    parts.add(traffic.of(route.serving()));
    if (route.model() != route.serving()) {
      parts.add(traffic.of(route.model()));
    }
    route.shadow().ifPresent(shadow -> parts.add(traffic.of(shadow)));
    return lease(route, parts);
  }

  private synchronized Lease lease(Route route, List<Held> parts) {
    parts.forEach(held -> held.needed++);
    return new OfImage(route, List.copyOf(parts));
  }

  private void giveBack(List<Held> parts) {
    List<Held> gone;
    synchronized (this) {
      gone = release(parts);
    }
    gone.forEach(held -> held.model.engine().close());
  }

  private boolean isCandidate(ServingModel model) {
    var now = traffic;
    return now != null && now.candidate != null && now.candidate.model == model;
  }

  /** Closes each version when its last lease is released. */
  @Override
  public void close() {
    List<Held> parts;
    synchronized (this) {
      parts = traffic == null ? List.of() : traffic.parts();
      traffic = null;
    }
    giveBack(parts);
  }

  private final class OfImage implements Lease {
    private final Route route;
    private final List<Held> parts;
    private final AtomicBoolean closed = new AtomicBoolean();

    private OfImage(Route route, List<Held> parts) {
      this.route = route;
      this.parts = parts;
    }

    @Override
    public Route route() {
      return route;
    }

    @Override
    public boolean isObsolete() {
      var candidate =
          route.model() == route.serving() ? route.shadow() : Optional.of(route.model());
      return candidate.isPresent() && !isCandidate(candidate.get());
    }

    @Override
    public Lease again() {
      return lease(route, parts);
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        giveBack(parts);
      }
    }
  }
}
