/** Pictures that travel by claim check: an event names their address, and whoever needs them fetches them there. */
package dev.tideline.model.claim;
