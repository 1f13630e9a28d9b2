// After the server has taken a draft, the copy that this browser kept of it goes.

const draft = document.querySelector(".done[data-draft]")?.dataset.draft;
if (draft) localStorage.removeItem(`rafidain-draft-${draft}`);
