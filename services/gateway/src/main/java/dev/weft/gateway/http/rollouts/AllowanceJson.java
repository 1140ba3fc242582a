package dev.weft.gateway.http.rollouts;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.weft.events.rollout.RolloutAction;
import dev.weft.rolloutrules.OrderRefusal;
import dev.weft.rolloutrules.OrderRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether an order about a model's versions is allowed now. */
@Schema(name = "Allowance")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AllowanceJson(
    @Schema(required = true, description = "Whether the order can be given.") boolean allowed,
    @Schema(description = "Why the order would be refused; absent if it is allowed.") String reason,
    @Schema(
            description =
                "Version that the order applies to if it does not name one; absent if there is"
                    + " none.")
        Integer version,
    @Schema(
            required = true,
            description =
                "Versions that the order may name; empty if the order does not take a version.")
        List<Integer> versions,
    @Schema(
            required = true,
            description = "Published versions that the order may not name, each with the reason.")
        Map<Integer, String> refused) {

  private static final Set<RolloutAction> NAME_A_VERSION =
      EnumSet.of(RolloutAction.START, RolloutAction.ROLLBACK, RolloutAction.PIN);

  private static final Set<RolloutAction> NAME_NONE =
      EnumSet.of(
          RolloutAction.PROMOTE,
          RolloutAction.PAUSE,
          RolloutAction.RESUME,
          RolloutAction.ABORT,
          RolloutAction.UNPIN);

  /**
   * The allowance of each order about versions by its name, such as {@code promote}.
   *
   * @param published versions of the model
   */
  static Map<String, AllowanceJson> of(OrderRules rules, Collection<Integer> published) {
    Map<String, AllowanceJson> orders = new LinkedHashMap<>();
    NAME_NONE.forEach(action -> orders.put(action.code(), plain(rules, action)));
    NAME_A_VERSION.forEach(
        action -> orders.put(action.code(), naming(rules, action, new TreeSet<>(published))));
    return orders;
  }

  private static AllowanceJson plain(OrderRules rules, RolloutAction action) {
    String reason = rules.refusal(action, null).map(OrderRefusal::detail).orElse(null);
    return new AllowanceJson(reason == null, reason, unnamed(rules, action), List.of(), Map.of());
  }

  private static Integer unnamed(OrderRules rules, RolloutAction action) {
    OptionalInt version = rules.unnamed(action);
    return version.isPresent() ? version.getAsInt() : null;
  }

  private static AllowanceJson naming(
      OrderRules rules, RolloutAction action, Set<Integer> published) {
    List<Integer> versions = new ArrayList<>();
    Map<Integer, String> refused = new LinkedHashMap<>();
    for (int version : published) {
      rules
          .refusal(action, version)
          .ifPresentOrElse(
              refusal -> refused.put(version, refusal.detail()), () -> versions.add(version));
    }
    Optional<OrderRefusal> unnamed = rules.refusal(action, null);
    boolean allowed = !versions.isEmpty() || action != RolloutAction.START && unnamed.isEmpty();
    return new AllowanceJson(
        allowed, allowed ? null : why(unnamed, refused), unnamed(rules, action), versions, refused);
  }

  private static String why(Optional<OrderRefusal> unnamed, Map<Integer, String> refused) {
    return unnamed
        .map(OrderRefusal::detail)
        .or(() -> refused.values().stream().findFirst())
        .orElse("no version has been published");
  }
}
