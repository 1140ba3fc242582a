/** {@code /v1/rollouts}: its state, stream and orders. */
package dev.weft.gateway.http.rollouts;
