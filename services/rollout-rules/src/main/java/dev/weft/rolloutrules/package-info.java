/**
 * Rules of rollout orders, shared by the rollout service, which decides by them, and the gateway,
 * which offers the allowed orders.
 */
package dev.weft.rolloutrules;
