// Asks the browser for a passkey: to make one, to sign in with one, or as a second step.
//
// A form says which by data-passkey; its options stand in #passkey-options, or come from the form's own
// address where nobody has signed in yet. What the browser answers is sent in the field "credential".
(() => {
  "use strict";

  const toBytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const withBytes = (keys = []) => keys.map((key) => ({ ...key, id: toBytes(key.id) }));

  const answerOf = (credential, response) => JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });

  const make = async ({ publicKey }) => {
    const credential = await navigator.credentials.create({
      publicKey: {
        ...publicKey,
        challenge: toBytes(publicKey.challenge),
        user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
        excludeCredentials: withBytes(publicKey.excludeCredentials),
        // Kept on the device where it can be: then it signs in without a name and a password.
        authenticatorSelection: { ...publicKey.authenticatorSelection, residentKey: "preferred", requireResidentKey: false },
      },
    });
    const { response } = credential;
    return answerOf(credential, {
      clientDataJSON: toText(response.clientDataJSON),
      attestationObject: toText(response.attestationObject),
      transports: response.getTransports ? response.getTransports() : [],
    });
  };

  const use = async ({ publicKey }) => {
    const credential = await navigator.credentials.get({
      publicKey: {
        ...publicKey,
        challenge: toBytes(publicKey.challenge),
        allowCredentials: withBytes(publicKey.allowCredentials),
      },
    });
    const { response } = credential;
    return answerOf(credential, {
      clientDataJSON: toText(response.clientDataJSON),
      authenticatorData: toText(response.authenticatorData),
      signature: toText(response.signature),
      userHandle: response.userHandle ? toText(response.userHandle) : null,
    });
  };

  const optionsOf = async (form) => {
    const written = document.getElementById("passkey-options");
    if (written) return JSON.parse(written.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("The newsroom does not answer just now. Wait a minute, then try again.");
    return (await answer.json()).request_options;
  };

  const sentenceFor = (error) => {
    if (error.name === "NotAllowedError") return "No passkey was given. Try again, or go another way.";
    if (error.name === "InvalidStateError") return "This device has a passkey for this account already.";
    if (error.name === "SecurityError") return "This browser gives no passkey to this address.";
    return error.message;
  };

  const byNumber = /^[\d.]+$|:/.test(location.hostname);
  const hasPasskeys = Boolean(window.PublicKeyCredential) && !byNumber;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = !hasPasskeys;
    const problem = form.querySelector("[role=alert]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      problem.textContent = "";
      try {
        const options = await optionsOf(form);
        form.elements.credential.value = await (form.dataset.passkey === "make" ? make(options) : use(options));
        form.submit();
      } catch (error) {
        problem.textContent = sentenceFor(error);
      }
    });
  }
  for (const words of document.querySelectorAll("[data-without-passkeys]")) words.hidden = hasPasskeys;
})();
