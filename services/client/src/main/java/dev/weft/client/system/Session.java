package dev.weft.client.system;

import dev.weft.client.json.SentAsNull;
import java.util.List;

/**
 * The caller's identity and permissions.
 *
 * @param required whether requests must be authenticated
 * @param name the key's id and name, or the token's subject; null if unauthenticated
 * @param role {@code viewer}, {@code publisher} or another; several are joined by a plus sign; null
 *     for none
 * @param can permissions of the role, including those of the roles that it implies
 */
public record Session(
    boolean required, @SentAsNull String name, @SentAsNull String role, List<String> can) {}
