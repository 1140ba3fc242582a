/** {@code /v1/rollouts}: states, streams and orders. */
package dev.weft.gateway.http.rollouts;
