package dev.weft.client.system;

import dev.weft.client.json.SentAsNull;
import java.util.List;

/**
 * Who asks, and what that one may do.
 *
 * @param required whether anybody must say who they are
 * @param name the key's id and name, or the token's subject; null for nobody
 * @param role {@code viewer}, {@code publisher} or another; null for none; with a plus between
 *     several
 * @param can this role and those that it includes
 */
public record Session(
    boolean required, @SentAsNull String name, @SentAsNull String role, List<String> can) {}
