/**
 * Shared request parsing of resources: parameters, strict JSON, the caller; and examples for the
 * OpenAPI document.
 */
package dev.weft.gateway.http.request;
