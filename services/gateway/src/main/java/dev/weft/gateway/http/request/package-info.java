/**
 * What resources share to read requests: parameters, strict JSON, who asks; and examples for the
 * interface description.
 */
package dev.weft.gateway.http.request;
