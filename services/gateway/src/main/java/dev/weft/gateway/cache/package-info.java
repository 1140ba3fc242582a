/** Caching of values that expire. */
package dev.weft.gateway.cache;
